import type { Operation } from "@oscar/contracts";
import type { Outcome } from "../operations/operations.ts";

interface Accepted {
  status: 202;
  body: { operation: Operation };
}

/** 202 for what goes on as an operation, else the answer that its result makes. */
export function answerOf<T, A>(
  outcome: Outcome<T>,
  answer: (result: T) => A,
): A | Accepted {
  return "operation" in outcome
    ? { status: 202, body: { operation: outcome.operation } }
    : answer(outcome.result);
}

/** The answer without a body. */
export const NO_CONTENT = { status: 204, body: undefined } as const;

/** The answer 200 with a body. */
export function ok<T>(body: T): { status: 200; body: T } {
  return { status: 200, body };
}

/** The answer 201 with what was made. */
export function created<T>(body: T): { status: 201; body: T } {
  return { status: 201, body };
}

/** The answer 202 with what has begun. */
export function accepted<T>(body: T): { status: 202; body: T } {
  return { status: 202, body };
}
