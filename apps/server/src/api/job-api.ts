import { endpoints } from "@oscar/contracts";
import type { Router } from "express";
import { bind, type BindOptions } from "./bind.ts";
import { accepted, ok } from "./outcome.ts";
import type { JobUseCases } from "./use-cases.ts";

export interface JobApiParts extends BindOptions {
  jobs: JobUseCases;
}

/** Binds the endpoints of jobs. */
export function bindJobs(
  router: Router,
  { jobs, isStrict }: JobApiParts,
): void {
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
    async handler({ params, query }, { response }) {
      const { bytes, next } = await jobs.log(params.id, query);
      response.setHeader("Content-Type", "text/plain; charset=utf-8");
      response.setHeader(
        "Content-Security-Policy",
        "sandbox; default-src 'none'",
      );
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Next", String(next));
      response.setHeader("Content-Length", bytes.length);
      response.end(bytes);
    },
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
