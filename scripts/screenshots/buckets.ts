import { failing, type Picture, unanswered } from "./picture.ts";

export const BUCKETS: Picture[] = [
  { name: "bucket", path: "/buckets/darknet-out" },
  { name: "bucket-empty", path: "/buckets/empty" },
  { name: "bucket-many", path: "/buckets/many" },
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
    async prepare(page) {
      await page
        .getByRole("checkbox", { name: /^(Select|Seleccionar)/ })
        .first()
        .check();
    },
  },
  {
    name: "preview",
    path: "/buckets/darknet-out",
    async prepare(page) {
      await page.getByText("shapes-out004.jpg").click();
      await page
        .getByRole("img", { name: /shapes-out004/ })
        .waitFor({ state: "visible" });
    },
  },
];
