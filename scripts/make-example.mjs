/**
 * Makes the sample video and the small detector of `public/examples/video-process/`.
 * Needs `ffmpeg` and `darknet`, and some minutes.
 *
 *   node scripts/make-example.mjs          all of it
 *   node scripts/make-example.mjs video    only shapes.mp4
 *   node scripts/make-example.mjs model    only model/yolov3.weights
 *
 * The pictures and the video are the same each time. The weights are not: darknet
 * seeds its own random numbers from the clock. So check them afterwards with
 * `scripts/example.test.ts`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  mixColors,
  paintBackground,
  paintShape,
  parseColor,
} from "./example-drawing.mjs";
import { encode, rawInput } from "./example-encoding.mjs";
import { shapesAt, VIDEO } from "./example-scene.mjs";
import {
  CLASSES,
  makeTrainingPicture,
  TRAINING_SIZE,
} from "./example-training.mjs";

const EXAMPLE = fileURLToPath(
  new URL("../public/examples/video-process/", import.meta.url),
);
const MODEL = join(EXAMPLE, "model");
const PICTURES = 960;
/** ffmpeg's JPEG quality, 2 (best) to 31: the detector must not mind artefacts. */
const QUALITIES = [2, 5, 9, 14];

/** Draws the scene frame by frame and encodes it so that every browser can play it. */
async function makeVideo() {
  const [from, to] = [parseColor("#e3f1fb"), parseColor("#fbeadf")];
  const background = paintBackground(VIDEO, (x, y) =>
    mixColors(from, to, (x / VIDEO.width + y / VIDEO.height) / 2),
  );
  const frames = Array.from(
    { length: VIDEO.seconds * VIDEO.framesPerSecond },
    (_, index) => index,
  );
  const codec = "-c:v libx264 -crf 20 -preset slow -pix_fmt yuv420p";
  const repeatable = "-map_metadata -1 -fflags +bitexact -flags:v +bitexact";
  await encode(
    [
      ...rawInput(VIDEO, VIDEO.framesPerSecond),
      ...`${codec} ${repeatable} -movflags +faststart`.split(" "),
      join(EXAMPLE, "shapes.mp4"),
    ],
    frames.map((index) => () => {
      const frame = { ...background, pixels: background.pixels.slice() };
      for (const shape of shapesAt(index / VIDEO.framesPerSecond)) {
        paintShape(frame, shape, {
          color: parseColor(shape.color),
          shadow: 0.3,
        });
      }
      return frame.pixels;
    }),
  );
}

/** Trains the detector on pictures that are made for it, and puts its weights in place. */
async function makeModel() {
  const folder = mkdtempSync(join(tmpdir(), "oscar-example-"));
  try {
    const pictures = await makeTrainingPictures(folder);
    writeFileSync(
      join(folder, "train.txt"),
      pictures.map((path) => `${path}\n`).join(""),
    );
    writeFileSync(
      join(folder, "train.data"),
      `classes = ${CLASSES.length}\ntrain = ${folder}/train.txt\nbackup = ${folder}\n`,
    );
    const args = [
      "detector",
      "train",
      "train.data",
      join(MODEL, "cfg/yolov3.cfg"),
    ];
    const darknet = spawn("darknet", args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
    });
    reportProgress(darknet.stdout);
    const [status] = await once(darknet, "close");
    if (status !== 0) throw new Error(`darknet ended with status ${status}`);
    copyFileSync(
      join(folder, "yolov3_final.weights"),
      join(MODEL, "yolov3.weights"),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Writes the pictures, and beside each the text file in which darknet expects its boxes.
 * @param {string} folder
 * @returns {Promise<string[]>} the pictures' paths
 */
async function makeTrainingPictures(folder) {
  const paths = [];
  for (const [set, quality] of QUALITIES.entries()) {
    const seeds = Array.from(
      { length: PICTURES / QUALITIES.length },
      (_, n) => set * 1000 + n,
    );
    mkdirSync(join(folder, `${set}`));
    const output = [
      "-q:v",
      `${quality}`,
      "-start_number",
      "0",
      join(folder, `${set}/%d.jpg`),
    ];
    const made = seeds.map((seed) => makeTrainingPicture(seed));
    await encode(
      [...rawInput(TRAINING_SIZE, 25), ...output],
      made.map((one) => () => one.picture.pixels),
    );
    for (const [index, { labels }] of made.entries()) {
      writeFileSync(join(folder, `${set}/${index}.txt`), labels);
      paths.push(join(folder, `${set}/${index}.jpg`));
    }
  }
  return paths;
}

/**
 * Prints every hundredth of darknet's lines `1400: 2.31, 2.40 avg loss, ...`.
 * @param {import("node:stream").Readable} output
 */
function reportProgress(output) {
  createInterface({ input: output }).on("line", (line) => {
    if (/^\d+00: /.test(line)) console.log(line);
  });
}

const wanted = process.argv[2];
if (wanted !== "model") await makeVideo();
if (wanted !== "video") await makeModel();
