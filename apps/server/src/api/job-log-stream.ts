import { sendEventStream } from "../http/sse.ts";
import type { FollowedLog, LogPlace } from "../jobs/follow-log.ts";
import type { HandlerContext } from "./bind.ts";
import { type Streaming, streamOptions } from "./streaming.ts";
import type { JobUseCases } from "./use-cases.ts";

interface Asked {
  id: string;
  attempt?: number | undefined;
  from: number;
}

/** Answers with what a job writes as server-sent events, from `Last-Event-ID` on, until the job ends. */
export async function streamJobLog(
  { id, attempt, from }: Asked,
  { request, response, signal }: HandlerContext,
  parts: Streaming & { jobs: JobUseCases },
): Promise<void> {
  const { jobs } = parts;
  // While an error can still be an answer.
  const job = await jobs.get(id);
  const begin = { attempt: attempt ?? job.attempt, from };
  const place = placeOf(request.get("Last-Event-ID")) ?? begin;
  await sendEventStream(
    response,
    {
      entries: (ended) =>
        jobs.follow(id, { attempt, place }, { signal: ended }),
      frameOf,
    },
    streamOptions(request, parts, signal),
  );
}

/** The place that an id of ours names; undefined for any other id. */
function placeOf(id: string | undefined): LogPlace | undefined {
  const match = /^(\d{1,9})\.(\d{1,15})$/.exec(id ?? "");
  return match
    ? { attempt: Number(match[1]), from: Number(match[2]) }
    : undefined;
}

function frameOf(step: FollowedLog): string {
  const id = `id: ${step.place.attempt}.${step.place.from}\n`;
  switch (step.kind) {
    case "lines":
      return `${id}${dataOf(step.bytes)}\n`;
    case "attempt":
      return `event: attempt\n${id}data: ${step.place.attempt}\n\n`;
    case "end":
      return `event: end\n${id}data: ${JSON.stringify(step.outcome)}\n\n`;
  }
}

/** A carriage return would end a line of the stream: in a log it begins the line anew. */
function dataOf(bytes: Buffer): string {
  return bytes
    .toString("utf8")
    .replace(/\n$/, "")
    .split(/\r\n|\n|\r/)
    .map((line) => `data: ${line}\n`)
    .join("");
}
