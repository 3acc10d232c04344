import type { Page } from "@playwright/test";
import { failing, type Picture, unanswered } from "./picture.ts";

const OBJECT = "**/object?key=*";

/** What the bucket page shows before, while and after files are uploaded. */
export const UPLOADS: Picture[] = [
  {
    name: "upload-staged",
    path: "/buckets/archive",
    prepare: (page) => choose(page, /^(Select files|Seleccionar archivos)$/),
  },
  {
    name: "upload-drop",
    path: "/buckets/archive",
    prepare: holdAbove,
  },
  {
    name: "upload-running",
    path: "/buckets/archive",
    arrange: unanswered(OBJECT),
    async prepare(page) {
      await choose(page, UPLOAD);
      await expand(page);
      await tray(page).getByRole("progressbar").nth(2).waitFor();
    },
  },
  {
    name: "upload-failed",
    path: "/buckets/archive",
    arrange: failing(OBJECT),
    async prepare(page) {
      await choose(page, UPLOAD);
      await expand(page);
      await tray(page)
        .getByRole("button", { name: /Try all|todo/ })
        .waitFor();
    },
  },
  {
    name: "upload-exists",
    path: "/buckets/kinds",
    async prepare(page) {
      await choose(page, UPLOAD, ["birds.wav", "model.bin"]);
      await expand(page);
      await tray(page)
        .getByRole("button", { name: /Replace all|Reemplazar todo/ })
        .waitFor();
    },
  },
];

const UPLOAD = /^(Upload|Subir)$/;

function tray(page: Page) {
  return page.getByRole("region", { name: /^(Uploads|Subidas)$/ });
}

/** On a phone the tray begins as one line. */
async function expand(page: Page): Promise<void> {
  const toggle = tray(page).locator("[aria-expanded]");
  if ((await toggle.getAttribute("aria-expanded")) === "false")
    await toggle.click();
}

async function choose(
  page: Page,
  button: RegExp,
  names = ["station-1.csv", "station-2.csv", "station-3.csv"],
): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).first().click();
  const buffer = Buffer.alloc(120_000, "288 values\n");
  const mimeType = "text/csv";
  const files = names.map((name) => ({ name, mimeType, buffer }));
  await (await chooser).setFiles(files);
}

async function holdAbove(page: Page): Promise<void> {
  const dataTransfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["a"], "a.txt"));
    return data;
  });
  await page.locator("body").dispatchEvent("dragenter", { dataTransfer });
}
