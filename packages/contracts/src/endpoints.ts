import { z } from "zod";
import * as buckets from "./buckets.ts";
import { endpoint, raw } from "./endpoint.ts";
import * as functions from "./functions.ts";
import { Job, JobPage, JobStateFilter, JobWithAttempts } from "./jobs.ts";
import { BucketName, FunctionName, KeyPrefix, ObjectKey } from "./names.ts";
import { Operation, OperationStarted } from "./operations.ts";
import { Credentials, Session, Status } from "./sessions.ts";

const empty = z.undefined();
/** A whole number in a query; `1e3`, ` 5` and nothing at all are none. */
const count = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (text) =>
      typeof text === "string" && /^\d{1,16}$/.test(text) ? Number(text) : text,
    z.int().min(least).max(most),
  );
const flag = z.enum(["1", "true", "0", "false"]).optional();
const byName = z.object({ name: FunctionName });
const byBucket = z.object({ bucket: BucketName });
const byId = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
const keyQuery = z.object({ key: ObjectKey });

const sessionEndpoints = {
  createSession: endpoint({
    method: "POST",
    path: "/api/session",
    summary: "Log in",
    public: true,
    body: Credentials,
    success: { 200: Session },
    errors: ["invalid_request", "wrong_credentials", "too_many_requests"],
  }),
  getSession: endpoint({
    method: "GET",
    path: "/api/session",
    summary: "Who is logged in, and to what",
    success: { 200: Session },
  }),
  deleteSession: endpoint({
    method: "DELETE",
    path: "/api/session",
    summary: "Log out",
    success: { 204: empty },
  }),
  getStatus: endpoint({
    method: "GET",
    path: "/api/status",
    summary: "What an operator should know",
    success: { 200: Status },
  }),
};

const functionEndpoints = {
  listFunctions: endpoint({
    method: "GET",
    path: "/api/functions",
    summary: "All functions, without their scripts",
    success: {
      200: z.object({ functions: z.array(functions.FunctionSummary) }),
    },
  }),
  createFunction: endpoint({
    method: "POST",
    path: "/api/functions",
    summary: "Save a new function, or a copy of one under a new name",
    body: z.union([
      functions.FunctionDefinition,
      z.strictObject({ from: FunctionName, name: FunctionName }),
    ]),
    success: { 201: functions.OscarFunction },
    errors: [
      "invalid_request",
      "function_exists",
      "function_circle",
      "function_not_found",
    ],
  }),
  getFunction: endpoint({
    method: "GET",
    path: "/api/functions/{name}",
    summary: "One function with its script",
    params: byName,
    success: { 200: functions.OscarFunction },
    errors: ["invalid_request", "function_not_found"],
  }),
  updateFunction: endpoint({
    method: "PUT",
    path: "/api/functions/{name}",
    summary: "Make a new generation of a function",
    params: byName,
    body: functions.FunctionUpdate,
    success: { 200: functions.OscarFunction },
    errors: [
      "invalid_request",
      "function_not_found",
      "function_circle",
      "generation_conflict",
    ],
  }),
  deleteFunction: endpoint({
    method: "DELETE",
    path: "/api/functions/{name}",
    summary: "Cancel a function's jobs and delete it",
    params: byName,
    query: z.object({
      buckets: z.enum(["keep", "delete"]).default("keep"),
      expected: count(0).optional(),
    }),
    success: { 204: empty, 202: OperationStarted },
    errors: [
      "invalid_request",
      "function_not_found",
      "count_changed",
      "bucket_not_empty",
    ],
  }),
  backfill: endpoint({
    method: "POST",
    path: "/api/functions/{name}/backfill",
    summary: "Run a function on objects that were there before it",
    params: byName,
    body: z.strictObject({
      dryRun: z.boolean().optional(),
      prefix: KeyPrefix.optional(),
    }),
    success: {
      200: z.object({ matching: z.int(), done: z.int(), queued: z.int() }),
    },
    errors: ["invalid_request", "function_not_found"],
  }),
  retryFailed: endpoint({
    method: "POST",
    path: "/api/functions/{name}/retry-failed",
    summary: "Give every failed job of a function another attempt",
    params: byName,
    success: { 200: z.object({ queued: z.int() }) },
    errors: ["invalid_request", "function_not_found"],
  }),
  fetchScript: endpoint({
    method: "POST",
    path: "/api/scripts/fetch",
    summary: "Read a script from a public address, or one of our own examples",
    body: z.strictObject({ url: z.string().min(1).max(2048) }),
    success: { 200: z.object({ script: z.string() }) },
    errors: ["invalid_request", "script_unreachable"],
  }),
};

const bucketEndpoints = {
  listBuckets: endpoint({
    method: "GET",
    path: "/api/buckets",
    summary: "All buckets, and the functions that use them",
    success: { 200: z.object({ buckets: z.array(buckets.Bucket) }) },
  }),
  createBucket: endpoint({
    method: "POST",
    path: "/api/buckets",
    summary: "Make a bucket",
    body: z.strictObject({ name: BucketName }),
    success: { 201: buckets.Bucket },
    errors: ["invalid_request", "bucket_exists"],
  }),
  deleteBucket: endpoint({
    method: "DELETE",
    path: "/api/buckets/{bucket}",
    summary: "Delete a bucket that no function uses",
    params: byBucket,
    query: z.object({
      contents: z.enum(["keep", "delete"]).default("keep"),
      expected: count(0).optional(),
    }),
    success: { 204: empty, 202: OperationStarted },
    errors: [
      "invalid_request",
      "bucket_not_found",
      "bucket_not_empty",
      "bucket_in_use",
      "count_changed",
    ],
  }),
  getBucketUsage: endpoint({
    method: "GET",
    path: "/api/buckets/{bucket}/usage",
    summary: "How much is in a bucket, or below a prefix of it",
    params: byBucket,
    query: z.object({ prefix: KeyPrefix.optional() }),
    success: { 200: buckets.BucketUsage },
    errors: ["invalid_request", "bucket_not_found"],
  }),
  reconcileBucket: endpoint({
    method: "POST",
    path: "/api/buckets/{bucket}/reconcile",
    summary: "List a bucket now and queue what was missed",
    params: byBucket,
    success: { 200: z.object({ queued: z.int() }) },
    errors: ["invalid_request", "bucket_not_found"],
  }),
};

const objectEndpoints = {
  listObjects: endpoint({
    method: "GET",
    path: "/api/buckets/{bucket}/objects",
    summary: "A page of a bucket's objects",
    params: byBucket,
    query: z.object({
      prefix: KeyPrefix.optional(),
      delimiter: z.enum(["/"]).optional(),
      after: buckets.ObjectCursor.optional(),
      limit: count(1, 1000).default(1000),
      search: z.string().max(1024).optional(),
      sort: z.enum(["key", "size", "modified"]).optional(),
      order: z.enum(["asc", "desc"]).optional(),
    }),
    success: { 200: buckets.ObjectPage },
    errors: ["invalid_request", "bucket_not_found"],
  }),
  putObject: endpoint({
    method: "PUT",
    path: "/api/buckets/{bucket}/object",
    summary: "Store the request's body; If-None-Match: * never overwrites",
    params: byBucket,
    query: keyQuery,
    rawBody: true,
    success: { 201: buckets.StoredObject },
    errors: [
      "invalid_request",
      "key_unsupported",
      "bucket_not_found",
      "key_conflict",
      "precondition_failed",
      "storage_full",
    ],
  }),
  getObject: endpoint({
    method: "GET",
    path: "/api/buckets/{bucket}/object",
    summary: "An object's bytes; Range, If-Range, If-None-Match",
    params: byBucket,
    query: keyQuery.extend({ download: flag }),
    success: { 200: raw, 206: raw, 304: raw },
    errors: [
      "invalid_request",
      "key_unsupported",
      "bucket_not_found",
      "object_not_found",
      "range_not_satisfiable",
    ],
  }),
  deleteObject: endpoint({
    method: "DELETE",
    path: "/api/buckets/{bucket}/object",
    summary: "Delete an object",
    params: byBucket,
    query: keyQuery,
    success: { 204: empty },
    errors: [
      "invalid_request",
      "key_unsupported",
      "bucket_not_found",
      "object_not_found",
    ],
  }),
  deleteObjects: endpoint({
    method: "POST",
    path: "/api/buckets/{bucket}/delete",
    summary: "Delete a selection of objects",
    params: byBucket,
    body: buckets.Selection.extend({
      expected: z.int().min(0).optional(),
    }).meta(buckets.SOMETHING_SELECTED),
    success: { 200: buckets.DeleteResult, 202: OperationStarted },
    errors: ["invalid_request", "bucket_not_found", "count_changed"],
  }),
  createArchive: endpoint({
    method: "POST",
    path: "/api/archives",
    summary: "Turn a selection into the address of a zip of known length",
    body: buckets.Selection.extend({
      bucket: BucketName,
      name: z.string().min(1).max(200).optional(),
    }).meta(buckets.SOMETHING_SELECTED),
    success: { 201: buckets.ArchiveTicket, 202: OperationStarted },
    errors: ["invalid_request", "bucket_not_found"],
  }),
  getArchive: endpoint({
    method: "GET",
    path: "/api/archives/{id}",
    summary: "The zip: exact Content-Length, ETag, Range, If-Range",
    params: byId,
    rawType: "application/zip",
    success: { 200: raw, 206: raw, 304: raw },
    errors: ["invalid_request", "archive_not_found", "range_not_satisfiable"],
  }),
};

const jobEndpoints = {
  listJobs: endpoint({
    method: "GET",
    path: "/api/jobs",
    summary: "Jobs, the newest first",
    query: z.object({
      function: FunctionName.optional(),
      state: JobStateFilter.optional().describe(
        "waiting is queued or pending, active is running or publishing",
      ),
      bucket: BucketName.optional(),
      key: ObjectKey.optional(),
      search: z
        .string()
        .max(1024)
        .optional()
        .describe("Part of the input's key, whatever its case"),
      output: z
        .string()
        .max(1200)
        .regex(/^[^/]+\//, "Name an output as BUCKET/KEY.")
        .optional(),
      after: z
        .string()
        .regex(/^\d{1,15}$/, "This is no cursor of a page of jobs.")
        .optional(),
      limit: count(1, 1000).default(100),
    }),
    success: { 200: JobPage },
    errors: ["invalid_request"],
  }),
  getJob: endpoint({
    method: "GET",
    path: "/api/jobs/{id}",
    summary: "One job with its attempts",
    params: byId,
    success: { 200: JobWithAttempts },
    errors: ["invalid_request", "job_not_found"],
  }),
  getJobLog: endpoint({
    method: "GET",
    path: "/api/jobs/{id}/log",
    summary:
      "A part of the log from a byte on; X-Next says where to go on, X-Size how long it is now. With download=1 all of it, with follow=1 server-sent events until the job ends",
    params: byId,
    query: z.object({
      attempt: count(0).optional().describe("The latest where none is named"),
      from: count(0).default(0).describe("Offset in bytes"),
      download: flag,
      follow: flag.describe(
        "Each event holds whole lines; its id, ATTEMPT.OFFSET, resumes as Last-Event-ID. An event named `attempt` tells that the next attempt's lines follow, one named `end` how the job ended.",
      ),
    }),
    success: { 200: raw },
    errors: ["invalid_request", "job_not_found"],
  }),
  retryJob: endpoint({
    method: "POST",
    path: "/api/jobs/{id}/retry",
    summary: "Give an ended job another attempt",
    params: byId,
    success: { 202: Job },
    errors: ["invalid_request", "job_not_found", "job_state_conflict"],
  }),
  cancelJob: endpoint({
    method: "POST",
    path: "/api/jobs/{id}/cancel",
    summary: "Stop a job",
    params: byId,
    success: { 202: Job },
    errors: ["invalid_request", "job_not_found", "job_state_conflict"],
  }),
  getOperation: endpoint({
    method: "GET",
    path: "/api/operations/{id}",
    summary: "Progress and result of long work",
    params: byId,
    success: { 200: Operation },
    errors: ["invalid_request", "operation_not_found"],
  }),
  cancelOperation: endpoint({
    method: "DELETE",
    path: "/api/operations/{id}",
    summary: "Stop long work",
    params: byId,
    success: { 204: empty },
    errors: ["invalid_request", "operation_not_found"],
  }),
};

const serverEndpoints = {
  streamEvents: endpoint({
    method: "GET",
    path: "/api/events",
    summary: "Server-sent events, resumed by Last-Event-ID",
    rawType: "text/event-stream",
    success: { 200: raw },
  }),
  getOpenApi: endpoint({
    method: "GET",
    path: "/api/openapi.json",
    summary: "This document",
    success: { 200: z.unknown() },
  }),
  getHealth: endpoint({
    method: "GET",
    path: "/healthz",
    summary: "The process answers",
    public: true,
    success: { 200: raw },
  }),
  getReadiness: endpoint({
    method: "GET",
    path: "/readyz",
    summary: "Listening, and the ledger is open",
    public: true,
    success: { 200: raw },
    errors: ["unavailable"],
  }),
  getMetrics: endpoint({
    method: "GET",
    path: "/metrics",
    summary: "Figures in Prometheus' text format",
    success: { 200: raw },
  }),
};

/** Every HTTP endpoint of the product, by the name that client and server know it by. */
export const endpoints = {
  ...sessionEndpoints,
  ...functionEndpoints,
  ...bucketEndpoints,
  ...objectEndpoints,
  ...jobEndpoints,
  ...serverEndpoints,
};
export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
