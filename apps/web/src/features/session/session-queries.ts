import type { Credentials } from "@oscar/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { api } from "../../lib/api.ts";
import { keys } from "../../lib/query-keys.ts";

/** Logs in; the page that asked for it then goes on by itself. */
export function useLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: z.infer<typeof Credentials>) =>
      api.createSession({ body: credentials }),
    onSuccess: (session) => {
      client.setQueryData(keys.session, session);
      // What was refused while nobody was logged in is asked for again.
      return client.invalidateQueries({
        predicate: ({ state }) => state.error !== null,
      });
    },
  });
}
