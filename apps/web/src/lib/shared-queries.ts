import { isAppError, type Session } from "@oscar/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";
import { keys } from "./query-keys.ts";

/** Who is logged in; null for nobody. */
export function sessionQuery() {
  return queryOptions({
    queryKey: keys.session,
    queryFn: async ({ signal }): Promise<Session | null> => {
      try {
        return await api.getSession({}, { signal });
      } catch (error) {
        if (isAppError(error, "unauthenticated")) return null;
        throw error;
      }
    },
    staleTime: Infinity,
    retry: false,
  });
}

/** The session inside the shell, where there always is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery());
  return data ?? NOBODY;
}

/** False from the end of a session until somebody has logged in again. */
export function useIsLoggedIn(): boolean {
  const { data } = useQuery(sessionQuery());
  return Boolean(data);
}

const NOBODY: Session = {
  user: { name: "", role: "admin" },
  console: { store: "directory", runner: "process", version: "" },
};

/** All functions, without their scripts. */
export function functionsQuery() {
  return queryOptions({
    queryKey: keys.functionList,
    queryFn: ({ signal }) => api.listFunctions({}, { signal }),
    select: (data) => data.functions,
  });
}

/** All buckets, and who uses them. */
export function bucketsQuery() {
  return queryOptions({
    queryKey: keys.bucketList,
    queryFn: ({ signal }) => api.listBuckets({}, { signal }),
    select: (data) => data.buckets,
  });
}

/** How much is in a bucket at this moment: for questions that name a number. */
export function exactUsageQuery(bucket: string) {
  return queryOptions({
    queryKey: [...keys.bucketUsage(bucket), "exact"],
    queryFn: ({ signal }) =>
      api.getBucketUsage(
        { params: { bucket } },
        { signal, headers: { "Cache-Control": "no-cache" } },
      ),
    staleTime: 0,
    gcTime: 0,
  });
}

/** What an operator should know. */
export function statusQuery() {
  return queryOptions({
    queryKey: keys.status,
    queryFn: ({ signal }) => api.getStatus({}, { signal }),
    select: (data) => data.problems,
    refetchInterval: 60_000,
  });
}
