import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { FailureReason } from "./jobs.ts";

/**
 * What the supervisor leaves as its container's termination message where it could not do its
 * part: the cluster keeps it, so the server may be away.
 */
export const SupervisorMessage = z.discriminatedUnion("outcome", [
  z.strictObject({
    outcome: z.literal("stale"),
    reason: z.enum(["superseded", "input_deleted"]),
  }),
  z.strictObject({
    outcome: z.literal("failed"),
    reason: FailureReason,
    message: z.string(),
  }),
]);
export type SupervisorMessage = z.infer<typeof SupervisorMessage>;

/** Longest termination message that a cluster keeps, in bytes (core/v1, Container). */
export const MAX_SUPERVISOR_MESSAGE_BYTES = 4096;

/** Which of a Job's pods asks: should there ever be two, what they upload does not mix. */
export const POD_HEADER = "X-Oscar-Pod";

const ofAttempt = z.object({
  jobId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  attempt: z.coerce.number().int().min(1),
});
const ofUpload = ofAttempt.extend({ id: z.uuid() });
const partNumber = z.coerce.number().int().min(1).max(10_000);

/** A part that was sent, as the store acknowledged it. */
export const UploadedPart = z.strictObject({
  etag: z.string().min(1).max(200),
  size: z.int().min(0),
});
export type UploadedPart = z.infer<typeof UploadedPart>;

/** One upload to make, of one output to one of its targets. */
export const OutputUpload = z.object({
  id: z.uuid(),
  partSizeBytes: z.int().min(1),
});
export type OutputUpload = z.infer<typeof OutputUpload>;

const atUrl = z.object({ url: z.url() });
const ENDED = ["unauthenticated", "job_state_conflict"] as const;

/**
 * What the supervisor in a job's pod asks of the server, each time with the token of its
 * attempt (`Authorization: Bearer`). Not part of the public API.
 */
export const supervisorEndpoints = {
  getInput: endpoint({
    method: "GET",
    path: "/internal/attempts/{jobId}/{attempt}/input",
    summary: "How the input is read, for a while",
    params: ofAttempt,
    success: {
      200: atUrl.extend({ headers: z.record(z.string(), z.string()) }),
    },
    errors: [...ENDED],
  }),
  beginOutput: endpoint({
    method: "POST",
    path: "/internal/attempts/{jobId}/{attempt}/outputs",
    summary: "Begin the uploads of one output; none where no output takes it",
    params: ofAttempt,
    body: z.strictObject({ path: z.string().min(1), size: z.int().min(0) }),
    success: { 200: z.object({ uploads: z.array(OutputUpload) }) },
    errors: [
      ...ENDED,
      "invalid_request",
      "key_unsupported",
      "key_conflict",
      "bucket_not_found",
      "storage_full",
    ],
  }),
  getPart: endpoint({
    method: "GET",
    path: "/internal/attempts/{jobId}/{attempt}/uploads/{id}/parts/{number}",
    summary: "Where one part is sent, for a while",
    params: ofUpload.extend({ number: partNumber }),
    success: { 200: atUrl },
    errors: [...ENDED, "not_found"],
  }),
  finishUpload: endpoint({
    method: "POST",
    path: "/internal/attempts/{jobId}/{attempt}/uploads/{id}/finish",
    summary: "All parts of an upload are sent",
    params: ofUpload,
    body: z.strictObject({
      size: z.int().min(0),
      crc32: z.int().min(0).max(0xffff_ffff),
      parts: z.array(UploadedPart).min(1).max(10_000),
    }),
    success: { 204: z.undefined() },
    errors: [...ENDED, "invalid_request", "not_found"],
  }),
  reportOutputs: endpoint({
    method: "POST",
    path: "/internal/attempts/{jobId}/{attempt}/report",
    summary: "All outputs are uploaded; answered once that is in the ledger",
    params: ofAttempt,
    body: z.strictObject({
      uploads: z.int().min(0).describe("How many were finished"),
      notes: z.array(z.string().max(2000)).max(100),
    }),
    success: { 204: z.undefined() },
    errors: [...ENDED, "invalid_request"],
  }),
};
