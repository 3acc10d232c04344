import type {
  FunctionDefinition,
  FunctionUpdate,
  OscarFunction,
} from "@oscar/contracts";
import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { z } from "zod";
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
    onSuccess: (saved) => showSaved(client, saved),
  });
}

/** Saves a copy of a function under another name. */
export function useCloneFunction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (copy: { from: string; name: string }) =>
      api.createFunction({ body: copy }),
    onSuccess: (saved) => showSaved(client, saved),
  });
}

/** Shows at once what was saved, and fetches what came with it. */
function showSaved(client: QueryClient, saved: OscarFunction) {
  client.setQueryData(keys.function(saved.name), saved);
  return Promise.all([
    client.invalidateQueries({ queryKey: keys.functionList }),
    client.invalidateQueries({ queryKey: keys.bucketList }),
  ]);
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
      await resultOf<unknown>(answer);
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

/** On how many files a function would run that were there before it. Never from the cache. */
export function backfillCountQuery(name: string, prefix: string) {
  return queryOptions({
    queryKey: [...keys.function(name), "backfill", prefix],
    queryFn: ({ signal }) =>
      api.backfill(
        { params: { name }, body: { dryRun: true, prefix } },
        { signal },
      ),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Runs a function on objects that were there before it, below a prefix. */
export function useBackfill(name: string) {
  return useMutation({
    mutationFn: (prefix: string) =>
      api.backfill({ params: { name }, body: { prefix } }),
  });
}
