import type { Endpoint, raw } from "./endpoint.ts";
import type { EndpointName, Endpoints } from "./endpoints.ts";

/** Where an endpoint is, and what of it is bytes or text rather than JSON. */
export interface Route {
  method: Endpoint["method"];
  path: string;
  rawBody?: boolean;
  rawAnswer?: boolean;
}

type RouteOf<E extends Endpoint> = Pick<E, "method" | "path"> &
  (E extends { rawBody: true } ? { rawBody: true } : object) &
  (Extract<E["success"][keyof E["success"]], typeof raw> extends never
    ? object
    : { rawAnswer: true });

/**
 * What a page needs to call the server: the table of endpoints without its schemas, which
 * would be a tenth of what a browser has to load. The compiler sees that the two agree.
 */
export const routes: { [N in EndpointName]: RouteOf<Endpoints[N]> } = {
  createSession: { method: "POST", path: "/api/session" },
  getSession: { method: "GET", path: "/api/session" },
  deleteSession: { method: "DELETE", path: "/api/session" },
  getStatus: { method: "GET", path: "/api/status" },
  listFunctions: { method: "GET", path: "/api/functions" },
  createFunction: { method: "POST", path: "/api/functions" },
  getFunction: { method: "GET", path: "/api/functions/{name}" },
  updateFunction: { method: "PUT", path: "/api/functions/{name}" },
  deleteFunction: { method: "DELETE", path: "/api/functions/{name}" },
  backfill: { method: "POST", path: "/api/functions/{name}/backfill" },
  retryFailed: { method: "POST", path: "/api/functions/{name}/retry-failed" },
  fetchScript: { method: "POST", path: "/api/scripts/fetch" },
  listBuckets: { method: "GET", path: "/api/buckets" },
  createBucket: { method: "POST", path: "/api/buckets" },
  deleteBucket: { method: "DELETE", path: "/api/buckets/{bucket}" },
  getBucketUsage: { method: "GET", path: "/api/buckets/{bucket}/usage" },
  reconcileBucket: { method: "POST", path: "/api/buckets/{bucket}/reconcile" },
  listObjects: { method: "GET", path: "/api/buckets/{bucket}/objects" },
  putObject: {
    method: "PUT",
    path: "/api/buckets/{bucket}/object",
    rawBody: true,
  },
  getObject: {
    method: "GET",
    path: "/api/buckets/{bucket}/object",
    rawAnswer: true,
  },
  deleteObject: { method: "DELETE", path: "/api/buckets/{bucket}/object" },
  deleteObjects: { method: "POST", path: "/api/buckets/{bucket}/delete" },
  createArchive: { method: "POST", path: "/api/archives" },
  getArchive: { method: "GET", path: "/api/archives/{id}", rawAnswer: true },
  listJobs: { method: "GET", path: "/api/jobs" },
  getJob: { method: "GET", path: "/api/jobs/{id}" },
  getJobLog: { method: "GET", path: "/api/jobs/{id}/log", rawAnswer: true },
  retryJob: { method: "POST", path: "/api/jobs/{id}/retry" },
  cancelJob: { method: "POST", path: "/api/jobs/{id}/cancel" },
  getOperation: { method: "GET", path: "/api/operations/{id}" },
  cancelOperation: { method: "DELETE", path: "/api/operations/{id}" },
  streamEvents: { method: "GET", path: "/api/events", rawAnswer: true },
  getOpenApi: { method: "GET", path: "/api/openapi.json" },
  getHealth: { method: "GET", path: "/healthz", rawAnswer: true },
  getReadiness: { method: "GET", path: "/readyz", rawAnswer: true },
  getMetrics: { method: "GET", path: "/metrics", rawAnswer: true },
};
