import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Endpoints, ParsedRequestOf } from "@oscar/contracts";
import type { Response } from "express";
import { contentDisposition } from "../http/content-disposition.ts";
import type { HandlerContext } from "./bind.ts";
import { streamJobLog } from "./job-log-stream.ts";
import type { Streaming } from "./streaming.ts";
import type { JobUseCases } from "./use-cases.ts";

type Asked = ParsedRequestOf<Endpoints["getJobLog"]>;
type Parts = Streaming & { jobs: JobUseCases };

/** Answers with a part of a job's log, with all of it, or with what it becomes. */
export async function sendJobLog(
  { params: { id }, query }: Asked,
  context: HandlerContext,
  parts: Parts,
): Promise<void> {
  if (isOn(query.follow)) return streamJobLog({ id, ...query }, context, parts);
  const { response } = context;
  if (isOn(query.download)) {
    const file = await parts.jobs.logFile(id, query.attempt);
    setTextHeaders(response, file.size);
    response.setHeader(
      "Content-Disposition",
      contentDisposition(file.name, "attachment"),
    );
    return pipeline(Readable.from(file.bytes, { objectMode: false }), response);
  }
  const { bytes, next, size } = await parts.jobs.log(id, query);
  setTextHeaders(response, bytes.length);
  response.setHeader("X-Next", String(next));
  response.setHeader("X-Size", String(size));
  response.end(bytes);
}

/** True for a query's flag that is set. */
function isOn(flag: string | undefined): boolean {
  return flag === "1" || flag === "true";
}

function setTextHeaders(response: Response, length: number): void {
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Length", length);
}
