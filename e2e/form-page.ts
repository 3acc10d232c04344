import type { Locator, Page } from "@playwright/test";

/** The form of a new function. */
export function form(page: Page): Locator {
  return page.getByRole("dialog", { name: "New Function" });
}

/** Writes at the end of the script in the form's editor. */
export async function write(dialog: Locator, text: string): Promise<void> {
  await dialog.getByRole("button", { name: /(Write|Edit) it/ }).click();
  const editor = dialog.getByRole("textbox", { name: "Script" });
  await editor.click();
  await editor.press("ControlOrMeta+End");
  await editor.pressSequentially(text);
}
