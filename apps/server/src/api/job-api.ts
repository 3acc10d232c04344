import { endpoints } from "@oscar/contracts";
import type { Router } from "express";
import { bind, type BindOptions } from "./bind.ts";
import { sendJobLog } from "./job-log.ts";
import { accepted, ok } from "./outcome.ts";
import type { Streaming } from "./streaming.ts";
import type { JobUseCases } from "./use-cases.ts";

export interface JobApiParts extends BindOptions, Streaming {
  jobs: JobUseCases;
}

/** Binds the endpoints of jobs. */
export function bindJobs(router: Router, parts: JobApiParts): void {
  const { jobs, isStrict } = parts;
  bind(router, endpoints.listJobs, {
    isStrict,
    handler: async ({ query }) => ok(await jobs.list(query)),
  });
  bind(router, endpoints.getJob, {
    isStrict,
    handler: async ({ params }) => ok(await jobs.get(params.id)),
  });
  bind(router, endpoints.getJobLog, {
    isStrict,
    handler: (asked, context) => sendJobLog(asked, context, parts),
  });
  bind(router, endpoints.retryJob, {
    isStrict,
    handler: async ({ params }) => accepted(await jobs.retry(params.id)),
  });
  bind(router, endpoints.cancelJob, {
    isStrict,
    handler: async ({ params }) => accepted(await jobs.cancel(params.id)),
  });
}
