import {
  AppError,
  type Operation,
  type OperationStarted,
} from "@oscar/contracts";
import { QueryObserver } from "@tanstack/react-query";
import type { z } from "zod";
import { api } from "./api.ts";
import { queryClient } from "./query-client.ts";
import { keys } from "./query-keys.ts";

/** Live events bring the news; this is for when they do not. */
const POLL_MS = 2000;

export interface FollowOptions<T> {
  result: z.ZodType<T>;
  onProgress?: (operation: Operation) => void;
}

/**
 * What a request came to: its answer, or, where it became an operation, the operation's result
 * once that has ended.
 * @throws AppError as the operation ended
 */
export async function resultOf<T>(
  answer: T | z.infer<typeof OperationStarted>,
  { result, onProgress }: FollowOptions<T>,
): Promise<T> {
  if (!isStarted(answer)) return answer;
  const ended = await ending(answer.operation, onProgress);
  if (ended.problem) {
    const { code, message, details } = ended.problem;
    const error = new AppError(code, message, details ? { details } : {});
    error.requestId = ended.problem.requestId;
    throw error;
  }
  if (ended.state === "cancelled") {
    throw new AppError("client_closed", "This was cancelled.");
  }
  return result.parse(ended.result);
}

/** The end of an operation, with each step on the way. */
function ending(
  operation: Operation,
  onProgress: ((operation: Operation) => void) | undefined,
): Promise<Operation> {
  const { id } = operation;
  const queryKey = keys.operation(id);
  queryClient.setQueryData(queryKey, operation);
  const observer = new QueryObserver<Operation>(queryClient, {
    queryKey,
    queryFn: ({ signal }) => api.getOperation({ params: { id } }, { signal }),
    refetchInterval: POLL_MS,
    staleTime: 0,
  });
  return new Promise((resolve, reject) => {
    const stop = observer.subscribe(({ data, error, failureCount }) => {
      if (data) onProgress?.(data);
      const isOver = data !== undefined && data.state !== "running";
      if (isOver) resolve(data);
      if (error && failureCount > 0 && !isOver) reject(error);
      if (isOver || error) stop();
    });
  });
}

function isStarted(
  answer: unknown,
): answer is z.infer<typeof OperationStarted> {
  return typeof answer === "object" && answer !== null && "operation" in answer;
}
