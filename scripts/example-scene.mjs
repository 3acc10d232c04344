/**
 * The scene of the sample video `shapes.mp4`: where each shape is, as a pure
 * function of time. The script that makes the video draws it, and the tests
 * compare with it what the detector has found.
 */

/**
 * @typedef {object} Shape
 * @property {"circle" | "square"} class
 * @property {number} x left edge, in pixels
 * @property {number} y top edge, in pixels
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {string} color as `#rrggbb`
 */

/** Size in pixels, length in seconds, frames per second. */
export const VIDEO = {
  width: 640,
  height: 360,
  seconds: 8,
  framesPerSecond: 25,
};

const ORBIT = { x: 240, y: 104 };

/** Four shapes follow each other round the centre, once in the whole video. */
const PLANETS = /** @type {const} */ ([
  { class: "circle", size: 76, color: "#e4572e", start: 0.0625 },
  { class: "square", size: 70, color: "#1b998b", start: 0.3125 },
  { class: "circle", size: 66, color: "#6c4ab6", start: 0.5625 },
  { class: "square", size: 80, color: "#2e6fd8", start: 0.8125 },
]);

/** A fifth shape is there in the middle part only, so that counts differ. */
const VISITOR = /** @type {const} */ ({
  class: "circle",
  x: 328,
  y: 180,
  size: 68,
  color: "#f2a71b",
  appears: 1.4,
  disappears: 6.6,
  growsFor: 0.4,
});

/**
 * The shapes that are visible at a time of the video. They never touch each other
 * or the border, and at whole seconds there is room for darknet's labels too.
 * @param {number} seconds from the start of the video
 * @returns {Shape[]}
 */
export function shapesAt(seconds) {
  const centre = { x: VIDEO.width / 2, y: VIDEO.height / 2 };
  const shapes = PLANETS.map((planet) => {
    const angle = 2 * Math.PI * (planet.start + seconds / VIDEO.seconds);
    const x = centre.x + ORBIT.x * Math.cos(angle);
    const y = centre.y + ORBIT.y * Math.sin(angle);
    return shapeAround(
      planet,
      { x, y },
      planet.size * (1 + 0.1 * Math.sin(2 * angle)),
    );
  });
  const size = VISITOR.size * visitorScale(seconds);
  if (size >= 1) shapes.push(shapeAround(VISITOR, VISITOR, size));
  return shapes;
}

/**
 * @param {number} seconds
 * @returns {number} 0 when absent, 1 when fully grown
 */
function visitorScale(seconds) {
  const sinceStart = (seconds - VISITOR.appears) / VISITOR.growsFor;
  const untilEnd = (VISITOR.disappears - seconds) / VISITOR.growsFor;
  const grown = Math.min(Math.max(Math.min(sinceStart, untilEnd), 0), 1);
  return grown * grown * (3 - 2 * grown);
}

/**
 * @param {{ class: "circle" | "square", color: string }} kind
 * @param {{ x: number, y: number }} centre
 * @param {number} size
 * @returns {Shape}
 */
function shapeAround(kind, centre, size) {
  return {
    class: kind.class,
    x: centre.x - size / 2,
    y: centre.y - size / 2,
    width: size,
    height: size,
    color: kind.color,
  };
}
