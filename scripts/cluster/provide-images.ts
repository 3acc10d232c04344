import { findCommand } from "../test/find-command.ts";
import type { Outcome } from "../test/outcome.ts";
import { EXAMPLE_PROGRAMS } from "../test/programs.ts";
import {
  hasImageTool,
  makeConsoleImage,
  makeExampleImages,
  makeMinioImage,
  makePlainImage,
} from "./make-images.ts";

/** Tells the test runners of a run that all images are there already. */
const MADE = "OSCAR_TEST_IMAGES_MADE";

/** Gives the test cluster, which has no registry, what the tests on it run. */
export async function provideImages(): Promise<void> {
  if (process.env["KUBECONFIG"] === undefined || !hasImageTool) return;
  if (process.env[MADE] === "1") return;
  const images = [makePlainImage(), makeConsoleImage()];
  if (findCommand("minio")) images.push(makeMinioImage());
  if (EXAMPLE_PROGRAMS.every(findCommand)) images.push(makeExampleImages());
  await Promise.all(images);
}

/** The same once for all test runners that are started from here; where it fails, that counts. */
export async function provideImagesForAll(): Promise<Outcome> {
  try {
    await provideImages();
    process.env[MADE] = "1";
    return { passed: 0, failed: [], skipped: [] };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: ["images for the cluster"], skipped: [] };
  }
}

/** Called by vitest before the tests on a cluster. */
export const setup = provideImages;
