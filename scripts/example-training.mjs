/** Random but repeatable pictures of circles and squares, to train the example's detector. */
import { mixColors, paintBackground, paintShape } from "./example-drawing.mjs";

/** The detector's classes, in the order of `data/shapes.names`. */
export const CLASSES = ["circle", "square"];

export const TRAINING_SIZE = { width: 320, height: 180 };

/** @typedef {import("./example-drawing.mjs").Color} Color */
/** @typedef {import("./example-drawing.mjs").Picture} Picture */
/** @typedef {() => number} Random from 0 to below 1 */

/**
 * @param {number} seed the same seed makes the same picture
 * @returns {{ picture: Picture, labels: string }} labels as darknet wants them: for each shape
 *   a line with its class and its box (centre and size, as shares of the picture)
 */
export function makeTrainingPicture(seed) {
  const random = seededRandom(seed);
  const picture = paintBackground(TRAINING_SIZE, randomBackground(random));
  for (let n = 0; n < 2; n++) paintClutter(picture, random);
  const shapes = placeShapes(random);
  const shadow = random() < 0.5 ? 0 : random() * 0.5;
  for (const shape of shapes) {
    paintShape(picture, shape, {
      color: visibleColor(picture, shape, random),
      shadow,
    });
  }
  const labels = shapes
    .filter((shape) => CLASSES.includes(shape.class))
    .map(toLabel);
  return { picture, labels: labels.join("") };
}

/**
 * Up to six shapes that do not touch; a triangle now and then, which is nothing to find.
 * @param {Random} random
 */
function placeShapes(random) {
  const { width, height } = TRAINING_SIZE;
  /** @type {{ class: string, x: number, y: number, width: number }[]} */
  const shapes = [];
  const tries = Math.floor(random() * 10);
  for (let n = 0; n < tries && shapes.length < 6; n++) {
    const size = height * (0.15 + 0.25 * random() ** 1.5);
    const x = random() * (width - size);
    const y = random() * (height - size);
    const kind = random();
    const name = kind < 0.48 ? "circle" : kind < 0.96 ? "square" : "triangle";
    const shape = { class: name, x, y, width: size };
    if (!shapes.some((other) => overlaps(shape, other))) shapes.push(shape);
  }
  return shapes;
}

/**
 * @param {{ x: number, y: number, width: number }} a
 * @param {{ x: number, y: number, width: number }} b
 */
function overlaps(a, b) {
  const distance = Math.max(
    Math.abs(a.x + a.width / 2 - b.x - b.width / 2),
    Math.abs(a.y + a.width / 2 - b.y - b.width / 2),
  );
  return distance < (a.width + b.width) / 2 + 3;
}

/**
 * A plain colour, a gradient or wide stripes, with or without noise.
 * @param {Random} random
 * @returns {(x: number, y: number) => Color}
 */
function randomBackground(random) {
  const from = randomColor(random);
  const contrast = random() < 0.3 ? 0 : random();
  const to = mixColors(from, randomColor(random), contrast);
  const angle = 2 * Math.PI * random();
  const [dx, dy] = [Math.cos(angle) / 320, Math.sin(angle) / 320];
  const stripes = random() < 0.2 ? 2 + random() * 6 : 0.5;
  const noise = random() < 0.4 ? random() * 30 : 0;
  return (x, y) => {
    const share = 0.5 + 0.5 * Math.sin(Math.PI * stripes * (x * dx + y * dy));
    const grain = noise * (random() - 0.5);
    const [red, green, blue] = mixColors(from, to, share);
    return [red + grain, green + grain, blue + grain];
  };
}

/**
 * Sometimes a patch that reaches over the border and is too large to be a shape.
 * @param {Picture} picture changed in place
 * @param {Random} random
 */
function paintClutter(picture, random) {
  if (random() < 0.6) return;
  const width = 260 + random() * 200;
  const x = random() * 320 - width / 2;
  const y = random() < 0.5 ? 110 + random() * 50 : 70 - random() * 50 - width;
  const color = randomColor(random);
  paintShape(picture, { class: "square", x, y, width }, { color, shadow: 0 });
}

/**
 * A colour that can be told from what is there already.
 * @param {Picture} picture
 * @param {{ x: number, y: number, width: number }} place
 * @param {Random} random
 * @returns {Color}
 */
function visibleColor(picture, place, random) {
  const half = place.width / 2;
  const at =
    Math.floor(place.y + half) * picture.width + Math.floor(place.x + half);
  const under = picture.pixels.subarray(at * 3, at * 3 + 3);
  for (;;) {
    const color = randomColor(random);
    const squares = color.map(
      (value, part) => (value - (under[part] ?? 0)) ** 2,
    );
    if (squares.reduce((sum, square) => sum + square, 0) > 80 ** 2)
      return color;
  }
}

/**
 * @param {Random} random
 * @returns {Color}
 */
function randomColor(random) {
  return [random() * 255, random() * 255, random() * 255];
}

/** @param {{ class: string, x: number, y: number, width: number }} shape */
function toLabel(shape) {
  const { width, height } = TRAINING_SIZE;
  const half = shape.width / 2;
  const centre = [(shape.x + half) / width, (shape.y + half) / height];
  const box = [...centre, shape.width / width, shape.width / height];
  return `${CLASSES.indexOf(shape.class)} ${box.map((share) => share.toFixed(5)).join(" ")}\n`;
}

/**
 * The generator "mulberry32": 32 bits of state, good enough for pictures.
 * @param {number} seed
 * @returns {Random}
 */
function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
