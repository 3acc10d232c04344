import { endpoints } from "@oscar/contracts";
import type { Router } from "express";
import type { Operations } from "../operations/operations.ts";
import { bind, type BindOptions } from "./bind.ts";
import { deleting } from "./deleting.ts";
import { answerOf, created, NO_CONTENT, ok } from "./outcome.ts";
import type { FunctionUseCases, ScriptUseCases } from "./use-cases.ts";

export interface FunctionApiParts extends BindOptions {
  functions: FunctionUseCases;
  scripts: ScriptUseCases;
  operations: Operations;
}

/** Binds the endpoints of functions. */
export function bindFunctions(router: Router, parts: FunctionApiParts): void {
  const { functions, isStrict } = parts;
  bind(router, endpoints.listFunctions, {
    isStrict,
    handler: async () => ok({ functions: await functions.list() }),
  });
  bind(router, endpoints.createFunction, {
    isStrict,
    handler: async ({ body }) =>
      created(
        await ("from" in body ? functions.clone(body) : functions.create(body)),
      ),
  });
  bind(router, endpoints.getFunction, {
    isStrict,
    handler: async ({ params }) => ok(await functions.get(params.name)),
  });
  bind(router, endpoints.updateFunction, {
    isStrict,
    handler: async ({ params, body }) =>
      ok(await functions.update(params.name, body)),
  });
  bindFunctionWork(router, parts);
}

function bindFunctionWork(router: Router, parts: FunctionApiParts): void {
  const { functions, scripts, operations, isStrict } = parts;
  bind(router, endpoints.deleteFunction, {
    isStrict,
    async handler({ params, query }) {
      const outcome = await operations.run("delete_function", (work) =>
        functions.delete(params.name, { ...query, ...deleting(work) }),
      );
      return answerOf(outcome, () => NO_CONTENT);
    },
  });
  bind(router, endpoints.backfill, {
    isStrict,
    handler: async ({ params, body }, { signal }) =>
      ok(await functions.backfill(params.name, { ...body, signal })),
  });
  bind(router, endpoints.retryFailed, {
    isStrict,
    handler: async ({ params }) =>
      ok({ queued: await functions.retryFailed(params.name) }),
  });
  bind(router, endpoints.fetchScript, {
    isStrict,
    handler: async ({ body }, { signal }) =>
      ok({ script: await scripts.fetch(body.url, { signal }) }),
  });
}
