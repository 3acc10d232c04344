import { AppError } from "@oscar/contracts";
import type { UseCases } from "../api/use-cases.ts";

/** Use cases of a server without a flow: everything is empty, and nothing can be made. */
export function noUseCases(): UseCases {
  const refuse = () =>
    Promise.reject(new AppError("unavailable", "Not in this test."));
  return {
    functions: {
      list: () => Promise.resolve([]),
      create: refuse,
      clone: refuse,
      get: refuse,
      update: refuse,
      delete: refuse,
      backfill: refuse,
      retryFailed: refuse,
    },
    scripts: { fetch: refuse },
    buckets: {
      list: () => Promise.resolve([]),
      create: refuse,
      delete: refuse,
      usage: refuse,
      reconcile: refuse,
    },
    jobs: {
      list: () => Promise.resolve({ jobs: [], next: null }),
      get: refuse,
      log: refuse,
      logFile: refuse,
      follow: async function* () {
        yield await refuse();
      },
      retry: refuse,
      cancel: refuse,
    },
    server: {
      status: () => Promise.resolve({ problems: [] }),
      checkReady: () => Promise.resolve(),
      metrics: () =>
        Promise.resolve({ contentType: "text/plain", text: "up 1\n" }),
    },
  };
}
