import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import subsetFont from "subset-font";

/** As the package brings it. */
export const INTER = createRequire(import.meta.url).resolve(
  "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
);

/** Latin-1, which English and Spanish are written in, and the signs that our texts use besides. */
const SIGNS = "–—‘’‚“”„†•…‹›€−×←→↑↓";
/** The weights that the theme uses. */
const WEIGHTS = { min: 400, max: 700, default: 400 };
/** Spacing of pairs, and figures of one width. */
const FEATURES = ["kern", "tnum"];

/**
 * Makes Inter as small as these pages need it: less than half of what the package brings.
 * Other characters are drawn in the fallback font.
 * @param folder a cache that gets the file
 * @returns where it is
 */
export async function subsetInter(folder: string): Promise<string> {
  const subset = await subsetFont(await readFile(INTER), latin1() + SIGNS, {
    targetFormat: "woff2",
    variationAxes: { wght: WEIGHTS },
    keepFeatures: FEATURES,
    noHinting: true,
  });
  const path = join(folder, "inter.woff2");
  await mkdir(folder, { recursive: true });
  await writeFile(path, subset);
  return path;
}

/** U+0020 to U+00FF without the controls. */
function latin1(): string {
  const codes = Array.from(
    { length: 0x100 - 0x20 },
    (_, index) => 0x20 + index,
  );
  return String.fromCharCode(...codes.filter((c) => c < 0x7f || c >= 0xa0));
}
