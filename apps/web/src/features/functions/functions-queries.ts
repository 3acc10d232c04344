import type {
  FunctionDefinition,
  FunctionUpdate,
  OscarFunction,
} from "@oscar/contracts";
import {
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { z } from "zod";
import { api } from "../../lib/api.ts";
import { resultOf } from "../../lib/operations.ts";
import { keys } from "../../lib/query-keys.ts";

/** One function with its script. */
export function functionQuery(name: string) {
  return queryOptions({
    queryKey: keys.function(name),
    queryFn: ({ signal }): Promise<OscarFunction> =>
      api.getFunction({ params: { name } }, { signal }),
  });
}

export type SaveRequest =
  | { kind: "create"; definition: FunctionDefinition }
  | { kind: "update"; update: z.input<typeof FunctionUpdate> };

/** Saves a new function, or a new generation of one. */
export function useSaveFunction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: SaveRequest) =>
      request.kind === "create"
        ? api.createFunction({ body: request.definition })
        : api.updateFunction({
            params: { name: request.update.name },
            body: request.update,
          }),
    onSuccess: (saved) => {
      client.setQueryData(keys.function(saved.name), saved);
      return Promise.all([
        client.invalidateQueries({ queryKey: keys.functionList }),
        client.invalidateQueries({ queryKey: keys.bucketList }),
      ]);
    },
  });
}

export interface DeleteRequest {
  name: string;
  /** How many objects go with the buckets, as the reader was told; undefined keeps the buckets. */
  objectsToDelete: number | undefined;
}

/** Deletes a function, and waits until it is gone. */
export function useDeleteFunction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, objectsToDelete }: DeleteRequest) => {
      const answer = await api.deleteFunction({
        params: { name },
        query:
          objectsToDelete === undefined
            ? { buckets: "keep" }
            : { buckets: "delete", expected: objectsToDelete },
      });
      await resultOf<unknown>(answer, { result: z.unknown() });
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.functionList }),
        // Not what is in them: some of them are gone.
        client.invalidateQueries({ queryKey: keys.bucketList }),
      ]),
  });
}

/** Gives all failed jobs of a function another attempt. */
export function useRetryFailed(name: string) {
  return useMutation({
    mutationFn: () => api.retryFailed({ params: { name } }),
  });
}

/** Runs a function on objects that were there before it. */
export function useBackfill(name: string) {
  return useMutation({
    mutationFn: (dryRun: boolean) =>
      api.backfill({ params: { name }, body: { dryRun } }),
  });
}
