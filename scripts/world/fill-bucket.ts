import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TestServer } from "../../e2e/server.ts";
import { clientOf } from "./client-of.ts";

/**
 * Makes a bucket and lays files into its folder, as somebody does who does not use the API:
 * that is many times quicker. The server shows them once they stood still for two seconds.
 */
export async function fillBucket(
  server: TestServer,
  bucket: string,
  count: number,
): Promise<void> {
  await clientOf(server).createBucket({ body: { name: bucket } });
  const folder = join(server.dataDir, "buckets", bucket);
  const width = String(count).length;
  for (let index = 1; index <= count; index++) {
    const name = `frame-${String(index).padStart(width, "0")}.txt`;
    const path = join(folder, `day${(index % 3) + 1}`, name);
    await mkdir(dirname(path), { recursive: true });
    // Of all sizes up to 100 KB, so that the columns have something to line up.
    await writeFile(path, "x".repeat((index * 7919) % 100_003));
  }
}
