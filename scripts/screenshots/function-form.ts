import type { Page } from "@playwright/test";
import type { Picture } from "./picture.ts";

const SCRIPT = `#!/bin/sh
# One frame of each second
for video in "$INPUT_FILE_PATH"; do
  ffmpeg -i "$video" -r 1 "$TMP_OUTPUT_DIR/%03d.jpg"
done
`;

export const FUNCTION_FORM: Picture[] = [
  { name: "function-form", path: "/functions/new" },
  {
    name: "function-form-more",
    path: "/functions/new",
    async prepare(page) {
      await openMore(page);
      await page
        .getByLabel(/Labels \(key\)|Etiquetas \(clave\)/)
        .scrollIntoViewIfNeeded();
    },
  },
  {
    name: "function-form-faults",
    path: "/functions/new",
    async prepare(page) {
      await fill(page, { image: "Grycap/FFmpeg latest", name: "My Function" });
      await page.getByRole("button", { name: /Submit|Enviar/ }).click();
      await page.getByText(/has to be|have to be|que corregir/).waitFor();
    },
  },
  {
    name: "function-form-editor",
    path: "/functions/new",
    async prepare(page) {
      await fill(page, { image: "grycap/ffmpeg", name: "frames" });
      await page.getByRole("button", { name: /Write it|Escribir/ }).click();
      const editor = page.getByRole("textbox", { name: "Script" });
      await editor.click();
      await page.keyboard.insertText(SCRIPT);
    },
  },
  {
    name: "function-form-filled",
    path: "/functions/split-video/edit",
    async prepare(page) {
      await openMore(page);
      await page.getByText("OUTPUT_BUCKET:darknet-in").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "function-form-circle",
    path: "/functions/new",
    async prepare(page) {
      await fill(page, { image: "a", name: "back" });
      await openMore(page);
      await page
        .getByRole("button", { name: /Add an input|Añadir una entrada/ })
        .click();
      await page.locator('[name="inputs.0.bucket"]').fill("darknet-out");
      await page
        .getByLabel(
          /Environment variables \(key\)|Variables de entorno \(clave\)/,
        )
        .fill("OUTPUT_BUCKET");
      await page
        .getByLabel(
          /Environment variables \(value\)|Variables de entorno \(valor\)/,
        )
        .fill("split-video-in");
      await page.locator("[data-fault]").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "function-form-conflict",
    path: "/functions/split-video/edit",
    async prepare(page) {
      await page.locator('[name="image"]').fill("grycap/ffmpeg:7");
      await saveMeanwhile(page);
      await page.getByRole("button", { name: /Submit|Enviar/ }).click();
      await page.getByRole("radio").first().waitFor();
      await page.locator(".cm-changedLine").first().waitFor();
    },
  },
];

async function fill(
  page: Page,
  texts: { image: string; name: string },
): Promise<void> {
  await page.locator('[name="image"]').fill(texts.image);
  await page.locator('[name="name"]').fill(texts.name);
  await page.locator('[name="name"]').blur();
}

async function openMore(page: Page): Promise<void> {
  await page.getByRole("button", { name: /More Options|Más opciones/ }).click();
}

/** Somebody else changes the function while the form is open. */
async function saveMeanwhile(page: Page): Promise<void> {
  const address = "/api/functions/split-video";
  const headers = { Origin: new URL(page.url()).origin };
  const saved = await (await page.request.get(address)).json();
  const { name, image, script, environment, generation } = saved;
  const data = {
    name,
    image,
    generation,
    script: script.replace("fps=1", "fps=2") + "# twice a second\n",
    environment: { ...environment, FRAMES_PER_SECOND: "2" },
  };
  await page.request.put(address, { data, headers });
}
