import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

/** Fonts are packed as they are. */
const PACKABLE = /\.(?:js|css|svg)$/;
/** Smaller files gain nothing: the names of the packing would take what it saves. */
const MIN_BYTES = 400;

/** Lays a `.br` and a `.gz` beside every file of the build, packed as tightly as can be. */
export function packAssets(): Plugin {
  return {
    name: "oscar:pack-assets",
    apply: "build",
    async writeBundle({ dir = "." }) {
      const folder = join(dir, "assets");
      const names = await readdir(folder);
      await Promise.all(
        names
          .filter((name) => PACKABLE.test(name))
          .map((name) => packFile(join(folder, name))),
      );
    },
  };
}

async function packFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < MIN_BYTES) return;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}
