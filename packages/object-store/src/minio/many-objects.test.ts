import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { compareUtf8 } from "@oscar/contracts";
import { expect, test } from "vitest";
import { BUCKET, keysOf, listAll } from "../contract/under-test.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import { otherProgram } from "../testing/other-program.ts";
import type { MinioServer } from "../testing/minio-server.ts";
import { openMinioStoreFor } from "../testing/temporary-minio-store.ts";

const FOLDERS = 6;
const IN_EACH = 2000;
const names = (count: number, before: string) =>
  Array.from({ length: count }, (_, index) => `${before}${index}`);
const folders = names(FOLDERS, "folder ");
const keys = folders
  .flatMap((folder) => names(IN_EACH, `${folder}/é`))
  .toSorted(compareUtf8);

/** Puts all of them in one request: the server takes an archive apart. */
async function putAll(server: MinioServer): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "many-"));
  for (const folder of folders) await mkdir(join(root, folder));
  for (const key of keys) await writeFile(join(root, key), "x");
  const archive = join(root, "archive.tar");
  await promisify(execFile)("tar", ["cf", archive, ...folders], { cwd: root });
  const body = await readFile(archive);
  await otherProgram(server).putObject(BUCKET, "a.tar", body, body.length, {
    "X-Amz-Meta-Snowball-Auto-Extract": "true",
  });
  await rm(root, { recursive: true });
}

describeOnMinio("a bucket of twelve thousand objects", (server) => {
  test("is listed to its end, by folders and from any key on", async () => {
    await using opened = await openMinioStoreFor(server());
    const { store } = opened;
    await store.createBucket(BUCKET);
    await putAll(server());
    const all = await listAll(store);
    expect(all.pages).toBe((FOLDERS * IN_EACH) / 1000);
    expect(all.objects.map(({ key }) => key)).toEqual(keys);
    const top = await listAll(store, { delimiter: "/", limit: 2 });
    expect(top.prefixes).toEqual(folders.map((folder) => `${folder}/`));
    expect(top.objects).toEqual([]);
    for (const at of [0, 999, 5000, keys.length - 2]) {
      const after = keys[at] ?? "";
      expect(await keysOf(store, { after })).toEqual(keys.slice(at + 1));
    }
    const prefix = "folder 3/é1";
    const after = "folder 3/é15";
    expect(await keysOf(store, { prefix, after, delimiter: "/" })).toEqual(
      keys.filter((key) => key.startsWith(prefix) && key > after),
    );
  }, 120_000);
});
