import type { Page } from "@playwright/test";

/** Drags files or folders of this machine over the page, as from a file manager. */
export async function dragFiles(page: Page, ...paths: string[]) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const send = (type: "dragEnter" | "dragOver" | "drop") =>
    session.send("Input.dispatchDragEvent", { type, x: 640, y: 400, data });
  await send("dragEnter");
  await send("dragOver");
  return { drop: () => send("drop") };
}
