import { createHash, timingSafeEqual } from "node:crypto";
import { AppError, BucketName, isAppError } from "@oscar/contracts";
import type { Hint } from "@oscar/object-store";
import type { Router } from "express";
import { z } from "zod";
import { MAX_BODY_BYTES, readJson } from "../http/read-json.ts";
import { contextOf } from "../http/request-context.ts";

/** Takes what MinIO's webhook tells. */
export interface EventTaker {
  /** What MinIO has to show. */
  token: string;
  /** Resolves when the ledger has what the hint led to. */
  onHint(hint: Hint): Promise<void>;
}

/** Bucket and key are all that is read of a record: the rest is for the store to say. */
const EventRecord = z.object({
  s3: z.object({
    bucket: z.object({ name: BucketName }),
    object: z.object({ key: z.string().min(1) }),
  }),
});
const EventMessage = z.object({ Records: z.array(z.unknown()) });

/**
 * Serves `POST /events`, where MinIO tells of changes. It is answered only when the ledger
 * has what came of them, so that what MinIO strikes off its queue cannot be lost; what could
 * not be done is asked for again by the error. What no later try could mend is acknowledged:
 * MinIO would hold back all that comes after it.
 */
export function bindMinioEvents(
  router: Router,
  events: EventTaker | undefined,
): void {
  if (!events) return;
  const expected = digest(`Bearer ${events.token}`);
  router.post("/events", async (request, response) => {
    const { log, signal } = contextOf(request);
    // Digests have one length, so the comparison's time tells nothing of the token.
    const given = digest(request.get("Authorization") ?? "");
    if (!timingSafeEqual(given, expected)) throw wrongToken();
    const maxBytes = MAX_BODY_BYTES;
    const body = await readJson(request, { maxBytes, signal });
    for (const hint of hintsOf(body)) {
      log.debug(hint, "event received");
      try {
        await events.onHint(hint);
      } catch (error) {
        if (!isHopeless(error)) throw error;
        log.debug({ ...hint, err: error }, "event led nowhere");
      }
    }
    response.status(204).end();
  });
}

/** Where an event says that something has changed; what is no record of that is left out. */
export function hintsOf(message: unknown): Hint[] {
  const parsed = EventMessage.safeParse(message);
  const hints = new Map<string, Hint>();
  for (const record of parsed.data?.Records ?? []) {
    const { data } = EventRecord.safeParse(record);
    if (!data) continue;
    const key = decoded(data.s3.object.key);
    if (key === undefined) continue;
    const hint = { bucket: data.s3.bucket.name, key };
    hints.set(JSON.stringify(hint), hint);
  }
  return [...hints.values()];
}

/** In events a key is encoded as in the query of an address. */
function decoded(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll("+", "%20"));
  } catch {
    return undefined;
  }
}

function isHopeless(error: unknown): boolean {
  return isAppError(error, "key_unsupported", "bucket_not_found");
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function wrongToken(): AppError {
  return new AppError(
    "unauthenticated",
    "Events need the token of OSCAR_WEBHOOK_TOKEN.",
  );
}
