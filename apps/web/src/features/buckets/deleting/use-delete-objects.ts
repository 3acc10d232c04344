import {
  type DeleteResult,
  isAppError,
  type Operation,
} from "@oscar/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../lib/api.ts";
import { resultOf } from "../../../lib/operations.ts";
import { keys } from "../../../lib/query-keys.ts";
import { resolveSelection } from "../selection/resolve-selection.ts";
import type { Picked } from "../selection/selection.ts";

/** Asks the server to delete what is ticked, and follows that to its end. */
export function useDeleteObjects(bucket: string, picked: Picked | undefined) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Operation>();
  // Counted anew when the dialog opens, and again where the count proves wrong.
  const resolved = useQuery({
    queryKey: ["selection", bucket, picked],
    queryKeyHashFn: () => `selection ${bucket} ${idOf(picked)}`,
    queryFn: () => (picked ? resolveSelection(bucket, picked) : null),
    enabled: picked !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  const act = useMutation({
    mutationFn: async () => {
      const wish = resolved.data;
      if (!wish || !picked) throw new Error("Nothing is chosen.");
      // Named one by one, the files that are gone already do no harm the second time.
      const isKnown =
        picked.kind === "some" && isAppError(act.error, "count_changed");
      const answer = await api.deleteObjects({
        params: { bucket },
        body: {
          ...wish.selection,
          ...(isKnown ? {} : { expected: wish.count }),
        },
      });
      return resultOf<DeleteResult>(answer, { onProgress: setProgress });
    },
    // Whatever went wrong, some may be gone: the next try is asked for with the count of now.
    onError: () => void resolved.refetch(),
    onSettled: () => {
      setProgress(undefined);
      void client.invalidateQueries({ queryKey: keys.bucketUsage(bucket) });
      return client.invalidateQueries({ queryKey: keys.objects(bucket) });
    },
  });
  return { resolved, act, progress };
}

const ids = new WeakMap<Picked, number>();
let lastId = 0;

/** Selections may hold 50 000 keys, too many to be a query's key. */
function idOf(picked: Picked | undefined): number {
  if (!picked) return 0;
  const id = ids.get(picked) ?? ++lastId;
  ids.set(picked, id);
  return id;
}
