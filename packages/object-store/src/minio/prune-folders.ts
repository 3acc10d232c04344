import type { Connection } from "./connection.ts";
import { listRaw } from "./list-page.ts";

const PAGE = 1000;

/** Deletes the markers of folders that hold nothing but other markers. */
export async function pruneFolders(
  connection: Connection,
  bucket: string,
  { prefix, signal }: { prefix: string; signal?: AbortSignal | undefined },
): Promise<void> {
  // In the order of a listing a folder's marker comes before all that is in the folder.
  let open: string[] = [];
  const remove = async (markers: string[]) => {
    for (const key of markers.toReversed()) {
      const { body } = await connection.send({ method: "DELETE", bucket, key });
      await body.dump();
    }
  };
  let startAfter = "";
  for (let hasMore = true; hasMore;) {
    const asked = { prefix, startAfter, limit: PAGE, signal };
    const page = await listRaw(connection, bucket, asked);
    for (const { key } of page.objects) {
      const isMarker = key.endsWith("/");
      await remove(open.filter((marker) => !key.startsWith(marker)));
      // What holds an object is no empty folder, nor is any folder around it.
      open = isMarker
        ? [...open.filter((marker) => key.startsWith(marker)), key]
        : [];
      startAfter = key;
    }
    hasMore = page.isTruncated;
  }
  await remove(open);
}
