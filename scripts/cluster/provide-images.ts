import {
  hasImageTool,
  makeConsoleImage,
  makePlainImage,
} from "./make-images.ts";

/** Before the tests on a cluster, which has no registry: the images that all of them run. */
export async function setup(): Promise<void> {
  if (process.env["KUBECONFIG"] === undefined || !hasImageTool) return;
  await Promise.all([makePlainImage(), makeConsoleImage()]);
}
