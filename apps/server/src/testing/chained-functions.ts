import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Client, FunctionDefinition } from "@oscar/contracts";
import { expect, vi } from "vitest";

const SETTLE_LIMIT_MS = 60_000;

/** Two functions through a shared bucket: one makes three files of each, the other marks each. */
export const CHAIN: FunctionDefinition[] = [
  {
    name: "first",
    image: "none",
    environment: { OUTPUT_BUCKET: "second-in" },
    script: `name=$(basename "$INPUT_FILE_PATH" .txt)
for part in 1 2 3; do
  { cat "$INPUT_FILE_PATH"; echo "part $part"; } > "$TMP_OUTPUT_DIR/$name-$part.txt"
done`,
  },
  {
    name: "second",
    image: "none",
    script: `{ cat "$INPUT_FILE_PATH"; echo marked; } > "$TMP_OUTPUT_DIR/$(basename "$INPUT_FILE_PATH")"`,
  },
];

/** The same under names of their own, for stores that many tests share. */
export function chainNamed(prefix: string): FunctionDefinition[] {
  return CHAIN.map((definition) => ({
    ...definition,
    name: `${prefix}-${definition.name}`,
    ...(definition.environment
      ? { environment: { OUTPUT_BUCKET: `${prefix}-second-in` } }
      : {}),
  }));
}

/** What the chain makes of `NAME.txt`, by the key in `second-out`. */
export function chainResults(
  name: string,
  content: string,
): Record<string, string> {
  return Object.fromEntries(
    [1, 2, 3].map((part) => [
      `${name}-${part}.txt`,
      `${content}part ${part}\nmarked\n`,
    ]),
  );
}

/** Resolves when no job of any function is under way, and at least this many have succeeded. */
export async function waitForJobs(
  client: Client,
  succeeded: number,
  timeoutMs = SETTLE_LIMIT_MS,
): Promise<void> {
  await vi.waitFor(
    async () => {
      const { functions } = await client.listFunctions();
      const sum = (state: keyof (typeof functions)[number]["counts"]) =>
        functions.reduce((total, each) => total + each.counts[state], 0);
      const facts = {
        busy:
          sum("queued") + sum("pending") + sum("running") + sum("publishing"),
        failed: sum("failed"),
        succeeded: Math.min(sum("succeeded"), succeeded),
      };
      expect(facts).toEqual({ busy: 0, failed: 0, succeeded });
    },
    { timeout: timeoutMs, interval: 50 },
  );
}

/** The files of a bucket as they are on disk, by key. */
export async function readBucket(
  dataDir: string,
  bucket: string,
): Promise<Record<string, string>> {
  const folder = path.join(dataDir, "buckets", bucket);
  const contents: Record<string, string> = {};
  for (const entry of await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const filePath = path.join(entry.parentPath, entry.name);
    contents[path.relative(folder, filePath)] = await readFile(
      filePath,
      "utf8",
    );
  }
  return contents;
}
