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

type OnProgress = (operation: Operation) => void;

/**
 * What a request came to: its answer, or, where it became an operation, the operation's result
 * once that has ended.
 * @throws AppError where the operation failed or was cancelled
 */
export async function resultOf<T>(
  answer: T | z.infer<typeof OperationStarted>,
  options: { onProgress?: OnProgress } = {},
): Promise<T> {
  if (!isStarted(answer)) return answer;
  const ended = await operationEnd(answer.operation, options.onProgress);
  return ended.result as T;
}

/**
 * Waits for the end of work that the server goes on with by itself.
 * @throws AppError where the work failed or was cancelled
 */
async function operationEnd(
  started: Operation,
  onProgress?: OnProgress,
): Promise<Operation> {
  const ended = await ending(started, onProgress);
  if (ended.state === "succeeded") return ended;
  const { code, message, details, requestId } = ended.problem ?? {
    code: "client_closed",
    message: "This was cancelled.",
  };
  const error = new AppError(code, message, details ? { details } : {});
  error.requestId = requestId;
  throw error;
}

function ending(
  operation: Operation,
  onProgress: OnProgress | undefined,
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
    const stop = observer.subscribe(({ data, error }) => {
      if (data) onProgress?.(data);
      const isOver = data !== undefined && data.state !== "running";
      if (isOver) resolve(data);
      else if (error) reject(error);
      if (isOver || error) stop();
    });
  });
}

function isStarted(
  answer: unknown,
): answer is z.infer<typeof OperationStarted> {
  return typeof answer === "object" && answer !== null && "operation" in answer;
}
