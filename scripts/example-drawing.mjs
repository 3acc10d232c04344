/** A painter for flat shapes with smooth edges, in memory and without a library. */

/** @typedef {[red: number, green: number, blue: number]} Color each 0 to 255 */

/**
 * @typedef {object} Picture
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {Uint8Array} pixels red, green and blue of each pixel, row by row
 */

/**
 * The distance of a point from the outline, in pixels, negative inside. The
 * point is relative to the centre; `half` is half of the shape's size.
 * @type {Record<string, (x: number, y: number, half: number) => number>}
 */
const OUTLINES = {
  circle: (x, y, half) => Math.hypot(x, y) - half,
  square: (x, y, half) => {
    const [beside, above] = [Math.abs(x) - half, Math.abs(y) - half];
    const inside = Math.min(Math.max(beside, above), 0);
    return inside + Math.hypot(Math.max(beside, 0), Math.max(above, 0));
  },
  triangle: (x, y, half) =>
    Math.max(0.9 * Math.abs(x) + 0.45 * y - 0.45 * half, -y - half, y - half),
};

/**
 * @param {string} hex `#rrggbb`
 * @returns {Color}
 */
export function parseColor(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/**
 * @param {Color} from
 * @param {Color} to
 * @param {number} share 0 gives `from`, 1 gives `to`
 * @returns {Color}
 */
export function mixColors(from, to, share) {
  const mix = (/** @type {0 | 1 | 2} */ part) =>
    from[part] + share * (to[part] - from[part]);
  return [mix(0), mix(1), mix(2)];
}

/**
 * Makes a picture from a function of the pixel's position.
 * @param {{ width: number, height: number }} size
 * @param {(x: number, y: number) => Color} colorAt
 * @returns {Picture}
 */
export function paintBackground({ width, height }, colorAt) {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels.set(colorAt(x, y).map(toByte), (y * width + x) * 3);
    }
  }
  return { width, height, pixels };
}

/**
 * Paints a shape with its soft shadow into the picture.
 * @param {Picture} picture changed in place
 * @param {{ class: string, x: number, y: number, width: number }} shape
 * @param {{ color: Color, shadow: number }} look `shadow` from 0 (none) to 1 (black)
 */
export function paintShape(picture, shape, { color, shadow }) {
  const half = shape.width / 2;
  const centre = { x: shape.x + half, y: shape.y + half };
  const outline = OUTLINES[shape.class];
  if (!outline) throw new Error(`No such shape: ${shape.class}`);
  const blur = Math.max(shape.width / 8, 1);
  const reach = half + 3 * blur;
  blend(picture, { centre, reach, color: [20, 30, 60] }, (x, y) => {
    const distance = outline(x, y - blur, half);
    return shadow * smoothStep(0.5 - distance / (2 * blur));
  });
  blend(
    picture,
    { centre, reach: half + 1, color },
    (x, y) => 0.5 - outline(x, y, half),
  );
}

/**
 * Mixes one colour into the pixels around a centre.
 * @param {Picture} picture changed in place
 * @param {{ centre: { x: number, y: number }, reach: number, color: Color }} area
 * @param {(x: number, y: number) => number} coverageAt how much of the colour, at a point
 *   relative to the centre; is cut to 0 to 1
 */
function blend(
  { width, height, pixels },
  { centre, reach, color },
  coverageAt,
) {
  const [left, right] = [
    Math.max(centre.x - reach, 0),
    Math.min(centre.x + reach, width),
  ];
  const [top, bottom] = [
    Math.max(centre.y - reach, 0),
    Math.min(centre.y + reach, height),
  ];
  for (let y = Math.floor(top); y < bottom; y++) {
    for (let x = Math.floor(left); x < right; x++) {
      const coverage = clamp(
        coverageAt(x + 0.5 - centre.x, y + 0.5 - centre.y),
      );
      if (coverage === 0) continue;
      const at = (y * width + x) * 3;
      for (let part = 0; part < 3; part++) {
        const under = pixels[at + part] ?? 0;
        pixels[at + part] = toByte(
          under + coverage * ((color[part] ?? 0) - under),
        );
      }
    }
  }
}

/** @param {number} value */
function clamp(value) {
  return Math.min(Math.max(value, 0), 1);
}

/** @param {number} value */
function smoothStep(value) {
  const cut = clamp(value);
  return cut * cut * (3 - 2 * cut);
}

/** @param {number} value */
function toByte(value) {
  return Math.round(Math.min(Math.max(value, 0), 255));
}
