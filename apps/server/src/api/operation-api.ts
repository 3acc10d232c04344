import { endpoints } from "@oscar/contracts";
import type { Router } from "express";
import type { Operations } from "../operations/operations.ts";
import { bind, type BindOptions } from "./bind.ts";
import { NO_CONTENT, ok } from "./outcome.ts";

export interface OperationApiParts extends BindOptions {
  operations: Operations;
}

/** Binds the endpoints of long work. */
export function bindOperations(
  router: Router,
  { operations, isStrict }: OperationApiParts,
): void {
  bind(router, endpoints.getOperation, {
    isStrict,
    handler: async ({ params }) => ok(operations.get(params.id)),
  });
  bind(router, endpoints.cancelOperation, {
    isStrict,
    async handler({ params }) {
      await operations.cancel(params.id);
      return NO_CONTENT;
    },
  });
}
