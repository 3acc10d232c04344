import { hasImageTool, makeConsoleImage } from "./make-images.ts";

/** Before the tests on a cluster: its images are those of the working tree. */
export async function setup(): Promise<void> {
  if (process.env["KUBECONFIG"] === undefined || !hasImageTool) return;
  await makeConsoleImage();
}
