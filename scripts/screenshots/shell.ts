import type { Picture } from "./picture.ts";

export const SHELL: Picture[] = [
  {
    name: "palette",
    path: "/settings",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").waitFor();
    },
  },
  {
    name: "palette-found",
    path: "/settings",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("dark");
    },
  },
  {
    name: "palette-nothing",
    path: "/settings",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("nothing like it");
    },
  },
  {
    name: "shortcut-help",
    path: "/buckets/darknet-out",
    async prepare(page) {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "not-found", path: "/nowhere" },
  {
    name: "shell-mini",
    path: "/settings",
    async prepare(page) {
      const mini = page.getByRole("button", { name: /Shrink|Reducir/ });
      if (await mini.isVisible()) await mini.click();
    },
  },
  {
    name: "shell-drawer",
    path: "/settings",
    async prepare(page) {
      const open = page.getByRole("button", { name: /Open the menu|Abrir/ });
      if (await open.isVisible()) await open.click();
    },
  },
  {
    name: "shell-create-bucket",
    path: "/settings",
    async prepare(page) {
      const open = page.getByRole("button", { name: /Open the menu|Abrir/ });
      if (await open.isVisible()) await open.click();
      await page.getByRole("button", { name: /Create Bucket|Crear/ }).click();
      await page.keyboard.type("No bucket");
    },
  },
  {
    name: "shell-theme-menu",
    path: "/settings",
    async prepare(page) {
      await page.getByRole("button", { name: /^(Theme|Tema)$/ }).click();
      await page.getByRole("menu").waitFor();
    },
  },
];
