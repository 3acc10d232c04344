import type { ObjectSummary } from "@oscar/contracts";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../lib/api.ts";
import { keys } from "../../../lib/query-keys.ts";

/** So much of an object is read to know what it is. */
const FIRST_BYTES = 64 * 1024;

export type ContentKind =
  "text" | "image" | "video" | "audio" | "pdf" | "zip" | "empty" | "unknown";

/** The beginning of an object. */
export interface ObjectHead {
  kind: ContentKind;
  /** Of a text alone. */
  bytes: Uint8Array<ArrayBuffer> | undefined;
  /** Eight hexadecimal digits, where the server knows them. */
  crc32: string | undefined;
}

/** What an object is, by the type that the server finds in its first bytes, and those where they are text. */
export function headQuery(bucket: string, object: ObjectSummary) {
  return queryOptions({
    // Not below keys.objects: other objects' changes are no news for this version.
    queryKey: ["content", bucket, object.key, object.etag],
    queryFn: async ({ signal }): Promise<ObjectHead> => {
      if (object.size === 0)
        return { kind: "empty", bytes: undefined, crc32: "00000000" };
      const { key } = object;
      const response = await api.getObject(
        { params: { bucket }, query: { key } },
        { signal, headers: { Range: `bytes=0-${FIRST_BYTES - 1}` } },
      );
      const kind = kindOf(response.headers.get("Content-Type") ?? "");
      const crc32 = response.headers.get("X-Content-CRC32") ?? undefined;
      if (kind !== "text") {
        await response.body?.cancel();
        return { kind, bytes: undefined, crc32 };
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { kind, bytes, crc32 };
    },
    staleTime: Infinity,
  });
}

interface BytesWish {
  from: number;
  /** Not included. */
  to: number;
  signal?: AbortSignal;
}

/** Some bytes of exactly this version. Where it has changed since, all of the new one: 200. */
export function fetchBytes(
  bucket: string,
  { key, etag }: ObjectSummary,
  { from, to, signal }: BytesWish,
): Promise<Response> {
  return api.getObject(
    { params: { bucket }, query: { key } },
    {
      ...(signal ? { signal } : {}),
      headers: { Range: `bytes=${from}-${to - 1}`, "If-Range": `"${etag}"` },
    },
  );
}

function kindOf(type: string): ContentKind {
  const [family, name] = type.split(/[/;]/);
  if (family === "image" || family === "video" || family === "audio")
    return family;
  if (family === "text") return "text";
  return name === "pdf" || name === "zip" ? name : "unknown";
}

/** The job that made this version of an object; none where somebody uploaded it. */
export function makersQuery(bucket: string, { key, etag }: ObjectSummary) {
  const output = `${bucket}/${key}`;
  return queryOptions({
    queryKey: [...keys.jobs, "makers", output, etag],
    queryFn: ({ signal }) =>
      api.listJobs({ query: { output, limit: 1 } }, { signal }),
    select: ({ jobs }) => jobs,
  });
}

/** The jobs that an object has started, the latest first. */
export function readersQuery(bucket: string, { key }: ObjectSummary) {
  return queryOptions({
    queryKey: keys.jobsOfObject(bucket, key),
    queryFn: ({ signal }) =>
      api.listJobs({ query: { bucket, key, limit: 5 } }, { signal }),
    select: ({ jobs }) => jobs,
  });
}
