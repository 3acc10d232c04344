import { isAppError } from "@oscar/contracts";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { keys } from "./query-keys.ts";

/** Live events keep what is shown fresh, so that time alone makes nothing stale for a while. */
const STALE_MS = 60_000;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteExpiry }),
  mutationCache: new MutationCache({ onError: noteExpiry }),
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      refetchOnWindowFocus: false,
      networkMode: "always", // embedded: the server is this machine, online or not
      retry: (failures, error) =>
        isAppError(error, "unavailable") && failures < 3,
    },
    mutations: { networkMode: "always" },
  },
});

/** Wherever the server says 401, the session is over: the guard then shows the login page. */
function noteExpiry(error: unknown): void {
  if (isAppError(error, "unauthenticated")) endSession();
}

/** Forgets who is logged in. What is cached stays: the same user mostly comes back. */
export function endSession(): void {
  queryClient.setQueryData(keys.session, null);
}
