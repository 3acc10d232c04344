/**
 * Reads from a picture that darknet has drawn on where its boxes are. (darknet prints
 * only the classes; so this checks just what the user gets to see.)
 *
 * It works for pictures like the sample video's: no boxes that touch, and nothing else
 * in the colours that darknet gives to the two classes.
 */
import { execFileSync } from "node:child_process";

/** @typedef {{ class: string, x: number, y: number, width: number, height: number }} Box in pixels */

/** darknet's colours for the first and the second of two classes (its `get_color`). */
const BOX_COLORS = { circle: [255, 0, 255], square: [127, 255, 0] };

/** How far each part of a colour may be off after JPEG compression, of 255. */
const TOLERANCE = 70;

/** darknet's edges are as thick as 0.006 of the picture's height. */
const EDGE_PIXELS = 2;

/** JPEG leaves specks at sharp edges; a box is larger. */
const SMALLEST_BOX_PIXELS = 80;

/**
 * @param {string} path a picture with boxes
 * @param {{ width: number, height: number }} size of the picture
 * @returns {Box[]}
 */
export function readDrawnBoxes(path, { width, height }) {
  const args = [
    "-v",
    "error",
    "-i",
    `file:${path}`,
    "-f",
    "rawvideo",
    "-pix_fmt",
    "rgb24",
    "-",
  ];
  const pixels = execFileSync("ffmpeg", args, {
    maxBuffer: 4 * width * height,
  });
  if (pixels.length !== width * height * 3)
    throw new Error(`${path} is not ${width}x${height}`);
  return Object.entries(BOX_COLORS).flatMap(([name, color]) => {
    const mask = new Uint8Array(width * height);
    for (let at = 0; at < mask.length; at++) {
      mask[at] = color.every(
        (part, n) => Math.abs((pixels[at * 3 + n] ?? 0) - part) < TOLERANCE,
      )
        ? 1
        : 0;
    }
    return findConnected(mask, width).map((points) => ({
      class: name,
      ...toBox(points, width),
    }));
  });
}

/**
 * @param {Uint8Array} mask a byte for each pixel, 1 where it belongs to some box; is cleared
 * @param {number} width
 * @returns {Set<number>[]} the pixels of each connected piece
 */
function findConnected(mask, width) {
  const pieces = [];
  for (
    let start = mask.indexOf(1);
    start >= 0;
    start = mask.indexOf(1, start)
  ) {
    const piece = new Set([start]);
    mask[start] = 0;
    for (const at of piece) {
      for (const next of [at - 1, at + 1, at - width, at + width]) {
        if (mask[next] !== 1) continue;
        mask[next] = 0;
        piece.add(next);
      }
    }
    if (piece.size >= SMALLEST_BOX_PIXELS) pieces.push(piece);
  }
  return pieces;
}

/**
 * The label stands on the upper left corner and can be wider than the box. So the lower
 * edge tells the box's width; and from there upwards the next row that is drawn from side
 * to side belongs to the upper edge, whether the label covers it or not.
 * @param {Set<number>} points
 * @param {number} width of the picture
 */
function toBox(points, width) {
  const isDrawn = (/** @type {number} */ x, /** @type {number} */ y) =>
    points.has(y * width + x);
  const lowest = Math.max(...points);
  const bottom = Math.floor(lowest / width);
  let left = lowest % width;
  const right = left;
  while (isDrawn(left - 1, bottom) || isDrawn(left - 1, bottom - 1)) left--;
  const middle = Math.round((left + right) / 2);
  let top = bottom - 2 * EDGE_PIXELS;
  while (top > 0 && !isDrawn(middle, top)) top--;
  top -= EDGE_PIXELS - 1;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * How well two boxes agree: the shared area as a share of the area that either covers.
 * @param {Omit<Box, "class">} a
 * @param {Omit<Box, "class">} b
 * @returns {number} 1 for equal boxes, 0 for boxes apart
 */
export function intersectionOverUnion(a, b) {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(across, 0) * Math.max(down, 0);
  return shared / (a.width * a.height + b.width * b.height - shared);
}
