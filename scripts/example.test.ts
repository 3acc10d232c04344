import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
} from "node:fs";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { intersectionOverUnion, readDrawnBoxes } from "./example-boxes.mjs";
import { shapesAt, VIDEO } from "./example-scene.mjs";

const EXAMPLE = fileURLToPath(
  new URL("../public/examples/video-process/", import.meta.url),
);
const SAMPLE = join(EXAMPLE, "shapes.mp4");
const MODEL = join(EXAMPLE, "model");

const missing = ["ffmpeg", "darknet"].filter(
  (program) => spawnSync(program).error,
);
if (missing.length > 0) {
  console.warn(
    `SKIPPED: the worked example's tests need ${missing.join(" and ")}`,
  );
}

const TIME_LIMIT_MS = 60_000;

const HOSTILE_NAMES = [
  "two words",
  "100%",
  "%03d",
  `it's "quoted" \`id\` $HOME`,
  "; touch pwned",
  "-n",
  "--",
  "a:b",
  "*",
  "[0-9]",
  "two\nlines",
  "line end\n",
  "back\\slash",
  "día 東京",
  "dots.in.the.name",
  "n".repeat(240), // with what the scripts add, as long as a name can be
];

const isSkipped = missing.length > 0;
const scratch = isSkipped ? "" : mkdtempSync(join(tmpdir(), "oscar-example-"));
if (!isSkipped) afterAll(() => rmSync(scratch, { recursive: true }));

interface Job {
  status: number | null;
  log: string;
  output: string;
  outputs: string[];
}

/** Runs a script of the example as a job does: these variables, no standard input. */
function runJob(
  script: string,
  input: string,
  environment: Record<string, string> = {},
): Job {
  const job = mkdtempSync(join(scratch, "job-"));
  const [inputFolder, output] = [join(job, "in"), join(job, "out")];
  mkdirSync(inputFolder);
  mkdirSync(output);
  const name = input.slice(input.lastIndexOf("/") + 1);
  if (existsSync(input)) copyFileSync(input, join(inputFolder, name));
  const { status, stdout, stderr } = spawnSync(join(EXAMPLE, script), {
    cwd: job,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: job,
      LANG: "C.UTF-8",
      INPUT_FILE_PATH: join(inputFolder, name),
      TMP_INPUT_DIR: inputFolder,
      TMP_OUTPUT_DIR: output,
      ...environment,
    },
  });
  expect(
    readdirSync(job).sort(),
    "a script writes into its folders only",
  ).toEqual(["in", "out"]);
  return {
    status,
    log: stdout + stderr,
    output,
    outputs: readdirSync(output).sort(),
  };
}

const splitVideo = (video: string) => runJob("split-video.sh", video);
const detect = (picture: string, home = MODEL) =>
  runJob("yolov3-object-detection.sh", picture, { DARKNET_HOME: home });

/** A file of this name and content, alone in a folder. */
function makeFile(name: string, content: string | Buffer): string {
  const path = join(mkdtempSync(join(scratch, "file-")), name);
  writeFileSync(path, content);
  return path;
}

const classesIn = (detections: string) =>
  detections
    .split("\n")
    .filter(Boolean)
    .map((line) => line.replace(/: \d+%$/, ""))
    .sort();

function makeWithFfmpeg(args: string[], name: string): string {
  const path = join(mkdtempSync(join(scratch, "file-")), name);
  expect(spawnSync("ffmpeg", ["-v", "error", ...args, path]).status).toBe(0);
  return path;
}

const describeExample = describe.skipIf(isSkipped);
const frames = isSkipped ? undefined : splitVideo(SAMPLE);
const seconds = Array.from({ length: VIDEO.seconds }, (_, second) => second);
const frameName = (second: number) => `shapes-out00${second + 1}`;
const framePath = (second: number) =>
  join(frames?.output ?? "", `${frameName(second)}.jpg`);

describeExample("split-video", { timeout: TIME_LIMIT_MS }, () => {
  test("takes a frame each second", () => {
    const names = seconds.map((second) => `${frameName(second)}.jpg`);
    expect(frames?.status).toBe(0);
    expect(frames?.outputs).toEqual(names);
    expect(frames?.log).toContain("8 frames taken");
  });

  test("takes a frame out of a video of less than half a second", () => {
    const args = ["-i", SAMPLE, "-t", "0.2"];
    const job = splitVideo(makeWithFfmpeg(args, "short.mp4"));
    expect(job.outputs).toEqual(["short-out001.jpg"]);
  });

  test("refuses what is not a video", () => {
    const sound = ["-f", "lavfi", "-i", "sine=d=1"];
    const cover = ["-i", framePath(0), "-disposition:v", "attached_pic"];
    const both = ["-map", "0", "-map", "1"];
    for (const file of [
      makeFile("notes.txt", "words\n"),
      makeFile("empty.mp4", ""),
      makeFile("cut.mp4", readFileSync(SAMPLE).subarray(0, 500)),
      makeWithFfmpeg([...sound, ...cover, ...both], "song.mp3"),
    ]) {
      const job = splitVideo(file);
      expect(job.log).toMatch(/^split-video: .* cannot read .* as a video$/m);
      expect(job.status).toBe(1);
      expect(job.outputs).toEqual([]);
    }
  });
});

describeExample("object detection", { timeout: TIME_LIMIT_MS }, () => {
  test.each(seconds)("finds what the video shows at %i s", (second) => {
    const job = detect(framePath(second));
    const base = frameName(second);
    expect(job.outputs).toEqual([`${base}.jpg`, `${base}.out`]);
    expect(job.status).toBe(0);

    const shapes = shapesAt(second);
    const boxes = readDrawnBoxes(join(job.output, `${base}.jpg`), VIDEO);
    const text = readFileSync(join(job.output, `${base}.out`), "utf8");
    const classes = shapes.map((shape) => shape.class).sort();
    expect(classesIn(text)).toEqual(classes);
    expect(boxes.map((box) => box.class).sort()).toEqual(classes);
    for (const shape of shapes) {
      const overlaps = boxes
        .filter((box) => box.class === shape.class)
        .map((box) => intersectionOverUnion(box, shape));
      const place = `${shape.class} at ${shape.x}, ${shape.y}`;
      expect(Math.max(...overlaps), place).toBeGreaterThanOrEqual(0.5);
    }
  });

  test("gives an empty list and the picture where there is no object", () => {
    const plain = ["-f", "lavfi", "-i", "color=steelblue:s=320x180"];
    const job = detect(
      makeWithFfmpeg([...plain, "-frames:v", "1"], "plain.png"),
    );
    expect(job.status).toBe(0);
    expect(statSync(join(job.output, "plain.out")).size).toBe(0);
    expect(job.outputs).toEqual(["plain.jpg", "plain.out"]);
  });

  test("refuses what is not a picture", () => {
    const notes = makeFile("notes.jpg", "words\n");
    for (const file of [notes, makeFile("empty.jpg", ""), SAMPLE]) {
      const job = detect(file);
      expect(job.log).toMatch(/^object-detection: .* is not a picture/m);
      expect(job.status).toBe(1);
      expect(job.outputs).toEqual([]);
    }
    const model = ["cfg", "data", "yolov3.weights"];
    expect(readdirSync(MODEL).sort(), "nothing was added").toEqual(model);
  });

  test("says which file of the model is missing", () => {
    const home = mkdtempSync(join(scratch, "home-"));
    const job = detect(framePath(0), home);
    expect(job.log).toContain(`${home}/cfg/coco.data is missing`);
    expect(job.status).toBe(1);
  });
});

describeExample("both scripts", { timeout: TIME_LIMIT_MS }, () => {
  test.each(HOSTILE_NAMES)("take a file named %j", (name) => {
    const video = splitVideo(makeFile(`${name}.mp4`, readFileSync(SAMPLE)));
    const numbers = seconds.map((second) => `${name}-out00${second + 1}.jpg`);
    expect(video.log).toContain("8 frames taken");
    expect(video.outputs).toEqual(numbers);
    const frame = readFileSync(framePath(0));
    const picture = detect(makeFile(`${name}.jpg`, frame));
    expect(picture.log).toContain("4 objects found");
    expect(picture.outputs).toEqual([`${name}.jpg`, `${name}.out`].sort());
  });

  test("take a file without an extension, and a hidden one", () => {
    const video = splitVideo(makeFile("video", readFileSync(SAMPLE)));
    expect(video.outputs[7]).toBe("video-out008.jpg");
    const frame = readFileSync(framePath(0));
    expect(detect(makeFile("picture", frame)).outputs).toContain("picture.out");
    expect(detect(makeFile(".jpg", frame)).outputs).toHaveLength(2);
  });
});
