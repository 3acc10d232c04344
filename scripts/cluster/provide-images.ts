import {
  hasExamplePrograms,
  hasImageTool,
  makeConsoleImage,
  makeExampleImages,
} from "./make-images.ts";

/** Before the tests on a cluster: its images are those of the working tree. */
export async function setup(): Promise<void> {
  if (process.env["KUBECONFIG"] === undefined || !hasImageTool) return;
  await makeConsoleImage();
  if (hasExamplePrograms) await makeExampleImages();
}
