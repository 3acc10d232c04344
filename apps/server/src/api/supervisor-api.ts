import { AppError, POD_HEADER, supervisorEndpoints } from "@oscar/contracts";
import type { Request, Router } from "express";
import type {
  AttemptCaller,
  RemoteAttempts,
} from "../ports/remote-attempts.ts";
import { bind, type BindOptions } from "./bind.ts";
import { NO_CONTENT, ok } from "./outcome.ts";

export interface SupervisorApiParts extends BindOptions {
  attempts: RemoteAttempts;
}

/** Binds what the supervisors in the pods of jobs ask; each shows the token of its attempt. */
export function bindSupervisor(
  router: Router,
  { attempts, isStrict }: SupervisorApiParts,
): void {
  bind(router, supervisorEndpoints.getInput, {
    isStrict,
    handler: async ({ params }, { request }) =>
      ok(await attempts.input(callerOf(request, params))),
  });
  bind(router, supervisorEndpoints.beginOutput, {
    isStrict,
    async handler({ params, body }, { request }) {
      const caller = callerOf(request, params);
      return ok({ uploads: await attempts.beginOutput(caller, body) });
    },
  });
  bind(router, supervisorEndpoints.getPart, {
    isStrict,
    async handler({ params }, { request }) {
      const caller = callerOf(request, params);
      return ok({ url: await attempts.partUrl(caller, params) });
    },
  });
  bind(router, supervisorEndpoints.finishUpload, {
    isStrict,
    async handler({ params, body }, { request }) {
      const caller = callerOf(request, params);
      await attempts.finishUpload(caller, { ...body, id: params.id });
      return NO_CONTENT;
    },
  });
  bind(router, supervisorEndpoints.reportOutputs, {
    isStrict,
    async handler({ params, body }, { request, signal }) {
      const caller = callerOf(request, params);
      await attempts.report(caller, body, { signal });
      return NO_CONTENT;
    },
  });
}

function callerOf(
  request: Request,
  { jobId, attempt }: { jobId: string; attempt: number },
): AttemptCaller {
  const header = request.get("Authorization") ?? "";
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  const pod = request.get(POD_HEADER);
  if (token === undefined || !pod)
    throw new AppError("unauthenticated", "Show the attempt's token.");
  return { jobId, attempt, token, pod };
}
