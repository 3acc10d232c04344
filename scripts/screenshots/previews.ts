import type { Page } from "@playwright/test";
import { failing, type Picture, unanswered } from "./picture.ts";

/** Files of every kind, beside or over the list of the bucket that they are in. */
export const PREVIEWS: Picture[] = [
  {
    ...preview("", "darknet-out", "shapes-out004.jpg"),
    prepare: (page) => drawn(page, "img[alt*='shapes-out004']"),
  },
  {
    ...preview("video", "split-video-in", "shapes.mp4"),
    prepare: (page) => drawn(page, "video"),
  },
  {
    ...preview("audio", "kinds", "birds.wav"),
    prepare: (page) => drawn(page, "audio"),
  },
  {
    ...preview("text", "darknet-out", "shapes-out004.out"),
    prepare: (page) => drawn(page, "pre"),
  },
  {
    ...preview("json", "kinds", "stations.json"),
    prepare: (page) => drawn(page, "pre"),
  },
  {
    ...preview("zip", "kinds", "frames.zip"),
    prepare: (page) => drawn(page, "[data-scrolls]"),
  },
  preview("unknown", "kinds", "model.bin"),
  preview("empty", "kinds", "nothing.txt"),
  preview("broken", "kinds", "cut-off.png"),
  preview("gone", "kinds", "was-deleted.txt"),
  {
    ...preview("loading", "kinds", "stations.json"),
    arrange: unanswered("**/object?*"),
    isUnfinished: true,
  },
  {
    ...preview("error", "kinds", "stations.json"),
    arrange: failing("**/object?*"),
  },
];

function preview(state: string, bucket: string, key: string): Picture {
  const path = `/buckets/${bucket}?preview=${key}`;
  return { name: state === "" ? "preview" : `preview-${state}`, path };
}

async function drawn(page: Page, content: string): Promise<void> {
  await page.locator(content).first().waitFor({ state: "visible" });
}
