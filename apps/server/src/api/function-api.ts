import { endpoints } from "@oscar/contracts";
import type { Router } from "express";
import { bind, type BindOptions } from "./bind.ts";
import { answerOf, created, NO_CONTENT, ok } from "./outcome.ts";
import type { FunctionUseCases } from "./use-cases.ts";

export interface FunctionApiParts extends BindOptions {
  functions: FunctionUseCases;
}

/** Binds the endpoints of functions. */
export function bindFunctions(
  router: Router,
  { functions, isStrict }: FunctionApiParts,
): void {
  bind(router, endpoints.listFunctions, {
    isStrict,
    handler: async () => ok({ functions: await functions.list() }),
  });
  bind(router, endpoints.createFunction, {
    isStrict,
    handler: async ({ body }) =>
      created(
        await ("from" in body
          ? functions.copy(body.from, body.name)
          : functions.create(body)),
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
  bind(router, endpoints.deleteFunction, {
    isStrict,
    handler: async ({ params, query }) =>
      answerOf(await functions.delete(params.name, query), () => NO_CONTENT),
  });
  bind(router, endpoints.backfill, {
    isStrict,
    handler: async ({ params, body }, { signal }) =>
      ok(await functions.backfill(params.name, body, { signal })),
  });
  bind(router, endpoints.retryFailed, {
    isStrict,
    handler: async ({ params }) => ok(await functions.retryFailed(params.name)),
  });
  bind(router, endpoints.fetchScript, {
    isStrict,
    handler: async ({ body }, { signal }) =>
      ok({ script: await functions.fetchScript(body.url, { signal }) }),
  });
}
