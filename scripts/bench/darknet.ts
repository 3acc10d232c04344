import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { FOLDERS } from "../../apps/server/src/compose.ts";
import { atOnce } from "../../apps/server/src/at-once.ts";
import {
  type BenchServer,
  startBenchServer,
  untilSucceeded,
} from "./bench-server.ts";
import type { Measure } from "./measure.ts";
import { inPairs, medianRatio } from "./pairs.ts";
import { runXargs } from "./xargs.ts";

const PAIRS = 3;
const FRAMES = 200;
const EXAMPLE = join(FOLDERS.examples, "video-process");
const SCRIPT = join(EXAMPLE, "yolov3-object-detection.sh");
const DARKNET_HOME = join(EXAMPLE, "model");
/** As many as a browser uploads at a time. */
const UPLOADS = 3;
/** Each look takes some of the processor from the detector; browsers are told instead. */
const LOOK_EVERY_MS = 250;

export const DARKNET: Measure = {
  name: "darknet",
  title: `${FRAMES} frames through the darknet function, from the first upload to the last result, beside the same script by xargs with every core; seconds`,
  async run(report) {
    const folder = await mkdtemp(join(tmpdir(), "oscar-bench-"));
    try {
      const frames = await makeFrames(join(folder, "frames"));
      await using server = await startBenchServer();
      await createFunction(server);
      const pairs = await inPairs(PAIRS, {
        ours: (run) => throughServer(server, frames, run),
        baseline: (run) => throughShell(frames, join(folder, `shell-${run}`)),
      });
      for (const { ours, baseline } of pairs)
        report({
          ours: ours.toFixed(2),
          xargs: baseline.toFixed(2),
          ratio: (ours / baseline).toFixed(3),
        });
      return [{ what: "time", value: medianRatio(pairs), atMost: 1.1 }];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The paths of so many frames of the example's video. */
async function makeFrames(folder: string): Promise<string[]> {
  await mkdir(folder);
  await promisify(execFile)("ffmpeg", [
    ..."-loglevel error -stream_loop -1 -i".split(" "),
    join(EXAMPLE, "shapes.mp4"),
    ...`-frames:v ${FRAMES} -q:v 2`.split(" "),
    join(folder, "%03d.jpg"),
  ]);
  return (await readdir(folder)).map((name) => join(folder, name));
}

async function createFunction({ client }: BenchServer): Promise<void> {
  await client.createFunction({
    body: {
      name: "darknet",
      image: "grycap/darknet-v3",
      script: await readFile(SCRIPT, "utf8"),
      environment: { DARKNET_HOME },
    },
  });
}

async function throughServer(
  { client }: BenchServer,
  frames: string[],
  run: number,
): Promise<number> {
  const started = performance.now();
  await atOnce(frames, UPLOADS, async (frame) => {
    await client.putObject({
      params: { bucket: "darknet-in" },
      query: { key: `${run}/${frame.slice(frame.lastIndexOf("/") + 1)}` },
      body: await readFile(frame),
    });
  });
  await untilSucceeded(client, "darknet", (run + 1) * FRAMES, {
    lookEveryMs: LOOK_EVERY_MS,
  });
  return (performance.now() - started) / 1000;
}

async function throughShell(frames: string[], cwd: string): Promise<number> {
  const [TMP_INPUT_DIR, TMP_OUTPUT_DIR] = [join(cwd, "in"), join(cwd, "out")];
  await mkdir(TMP_INPUT_DIR, { recursive: true });
  await mkdir(TMP_OUTPUT_DIR);
  return runXargs(frames, 'INPUT_FILE_PATH=$1 exec /bin/sh "$SCRIPT"', {
    cwd,
    environment: { SCRIPT, DARKNET_HOME, TMP_INPUT_DIR, TMP_OUTPUT_DIR },
  });
}
