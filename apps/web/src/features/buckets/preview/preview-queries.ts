import type { ObjectSummary } from "@oscar/contracts";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../lib/api.ts";
import { keys } from "../../../lib/query-keys.ts";

const TEXT_BYTES = 64 * 1024;

export type ObjectContent =
  | { kind: "text"; text: string; isCut: boolean }
  | { kind: "image" | "video" | "pdf" | "empty" | "unknown" };

/** What an object is, by the type that the server finds in its first bytes, and those bytes where they are text. */
export function contentQuery(
  bucket: string,
  { key, etag, size }: ObjectSummary,
) {
  return queryOptions({
    // Not below keys.objects: other objects' changes are no news for this version.
    queryKey: ["content", bucket, key, etag],
    queryFn: async ({ signal }): Promise<ObjectContent> => {
      if (size === 0) return { kind: "empty" };
      const response = await api.getObject(
        { params: { bucket }, query: { key } },
        { signal, headers: { Range: `bytes=0-${TEXT_BYTES - 1}` } },
      );
      const type = response.headers.get("Content-Type") ?? "";
      if (!type.startsWith("text/")) {
        await response.body?.cancel();
        return { kind: kindOf(type) };
      }
      const isCut = size > TEXT_BYTES;
      const text = await response.text();
      // The cut may go through a character.
      return {
        kind: "text",
        text: isCut ? text.replace(/\uFFFD$/, "") : text,
        isCut,
      };
    },
    staleTime: Infinity,
  });
}

function kindOf(type: string): "image" | "video" | "pdf" | "unknown" {
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("video/")) return "video";
  return type.startsWith("application/pdf") ? "pdf" : "unknown";
}

/** The jobs that made an object, the latest first. */
export function makersQuery(bucket: string, key: string) {
  const filter = { output: `${bucket}/${key}` };
  return queryOptions({
    queryKey: [...keys.jobs, "makers", filter],
    queryFn: ({ signal }) =>
      api.listJobs({ query: { ...filter, limit: 1 } }, { signal }),
    select: ({ jobs }) => jobs,
  });
}

/** The jobs that an object has started, the latest first. */
export function readersQuery(bucket: string, key: string) {
  const filter = { bucket, key };
  return queryOptions({
    queryKey: [...keys.jobs, "readers", filter],
    queryFn: ({ signal }) =>
      api.listJobs({ query: { ...filter, limit: 5 } }, { signal }),
    select: ({ jobs }) => jobs,
  });
}
