import { createHash } from "node:crypto";
import type { ObjectStat } from "@oscar/object-store";
import type { NewJob } from "../ledger/jobs.ts";
import type { Watch } from "./match.ts";

/** Milliseconds cut to whole seconds, still in milliseconds: what times are compared by. */
export function wholeSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000;
}

/**
 * A job is the pair of a function and an object version; its id is a digest of that pair,
 * so that two hints for one version cannot become two jobs.
 */
function jobId(
  functionUid: string,
  bucket: string,
  stat: Pick<ObjectStat, "key" | "etag" | "modifiedAt">,
): string {
  const identity = [
    functionUid,
    bucket,
    stat.key,
    stat.etag,
    wholeSeconds(stat.modifiedAt) / 1000,
  ];
  return createHash("sha256")
    .update(JSON.stringify(identity))
    .digest("hex")
    .slice(0, 24);
}

/** The job of a watch for an object version. */
export function newJob(watch: Watch, stat: ObjectStat): NewJob {
  return {
    id: jobId(watch.functionUid, watch.bucket, stat),
    function_uid: watch.functionUid,
    function_name: watch.functionName,
    generation: watch.generation,
    bucket: watch.bucket,
    key: stat.key,
    etag: stat.etag,
    size: stat.size,
    modified_at: wholeSeconds(stat.modifiedAt),
  };
}
