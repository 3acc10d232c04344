import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { findCommand } from "../test/find-command.ts";
import { EXAMPLE_PROGRAMS } from "../test/programs.ts";
import { ROOT } from "../test/run-command.ts";
import { stageApp } from "./stage-app.ts";

export const CONSOLE_IMAGE = "localhost/oscar-console:test";

/** Where the scripts of a test cluster are; `image` among them makes images without a registry. */
const CLUSTER = process.env["OSCAR_TEST_CLUSTER"] ?? "../shared/cluster";
const TOOL = resolve(ROOT, CLUSTER, "image");
export const hasImageTool = existsSync(TOOL);

interface ImageParts {
  /** Paths on this machine. */
  programs?: string[];
  /** As FROM:TO. */
  folders?: string[];
  environment?: string[];
  command?: string[];
}

/** Makes an image out of this machine's programs and gives it to the test cluster. */
export async function makeImage(
  name: string,
  parts: ImageParts = {},
): Promise<void> {
  const { programs, folders, environment, command } = parts;
  const each = (option: string, values: string[] = []) =>
    values.flatMap((value) => [option, value]);
  await promisify(execFile)(TOOL, [
    name,
    ...each("--bin", programs),
    ...each("--dir", folders),
    ...each("--env", environment),
    ...each("--cmd", command),
  ]);
}

const EXAMPLE = join(ROOT, "public/examples/video-process");

/** Makes the tutorial's images out of this machine's programs. */
export async function makeExampleImages(): Promise<void> {
  const [ffmpeg = "", darknet = ""] = EXAMPLE_PROGRAMS.map(findCommand);
  await makeImage("docker.io/grycap/ffmpeg:latest", { programs: [ffmpeg] });
  await makeImage("docker.io/grycap/darknet-v3:latest", {
    programs: [darknet],
    folders: [`${join(EXAMPLE, "model")}:/opt/darknet`],
  });
}

/** Makes a MinIO, under the name that the manifests have for it. */
export async function makeMinioImage(): Promise<void> {
  const manifest = join(ROOT, "deploy/kubernetes/with-minio/minio.yaml");
  const text = await readFile(manifest, "utf8");
  const [, image = ""] = /image: (\S+)/.exec(text) ?? [];
  await makeImage(image, { programs: [findCommand("minio") ?? ""] });
}

/** Makes an image with a shell and its small programs, and nothing else. */
export function makePlainImage(): Promise<void> {
  return makeImage("docker.io/library/busybox:latest");
}

/** Makes the console's own image from the working tree. */
export async function makeConsoleImage(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "oscar-image-"));
  try {
    const app = join(folder, "app");
    await stageApp(ROOT, app);
    const node = await realpath(join(ROOT, "node_modules/node/bin/node"));
    await makeImage(CONSOLE_IMAGE, {
      programs: [node],
      folders: [`${app}:/app`],
      environment: ["NODE_ENV=production"],
      command: ["node", "/app/apps/server/src/main.ts"],
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
