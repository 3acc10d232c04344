import type { Page } from "@playwright/test";
import { failing, type Picture, unanswered } from "./picture.ts";

export const BUCKETS: Picture[] = [
  { name: "bucket", path: "/buckets/darknet-out" },
  { name: "bucket-empty", path: "/buckets/empty" },
  {
    name: "bucket-empty-input",
    path: "/buckets/split-video-in?search=nothing",
  },
  { name: "bucket-one", path: "/buckets/split-video-in" },
  { name: "bucket-many", path: "/buckets/many" },
  { name: "bucket-folders", path: "/buckets/many?folder=day1/" },
  { name: "bucket-folders-top", path: "/buckets/many?folder=" },
  { name: "bucket-missing", path: "/buckets/nowhere" },
  {
    name: "bucket-loading",
    path: "/buckets/many",
    arrange: unanswered("**/objects?*"),
    isUnfinished: true,
  },
  {
    name: "bucket-error",
    path: "/buckets/many",
    arrange: failing("**/objects?*"),
  },
  {
    name: "bucket-selected",
    path: "/buckets/darknet-out",
    prepare: tickAll,
  },
  {
    name: "bucket-selected-page",
    path: "/buckets/many",
    prepare: tickAll,
  },
  {
    name: "bucket-delete-files",
    path: "/buckets/darknet-out",
    async prepare(page) {
      await tickAll(page);
      await page
        .getByRole("region")
        .getByRole("button", { name: /^(Delete|Eliminar)/ })
        .click();
      await page.getByRole("dialog").getByText(/16 /).first().waitFor();
    },
  },
  {
    name: "bucket-delete",
    path: "/buckets/many",
    async prepare(page) {
      await page
        .getByRole("button", { name: /^(Delete|Eliminar) (el )?bucket/ })
        .click();
      await page.getByRole("dialog").getByText(/320/).first().waitFor();
    },
  },
  {
    name: "bucket-delete-used",
    path: "/buckets/darknet-in",
    async prepare(page) {
      await page
        .getByRole("button", { name: /^(Delete|Eliminar) (el )?bucket/ })
        .click();
      await page.getByRole("dialog").getByText("darknet").first().waitFor();
    },
  },
];

async function tickAll(page: Page): Promise<void> {
  await page
    .getByRole("checkbox", { name: /^(Select|Seleccionar)/ })
    .first()
    .check();
}
