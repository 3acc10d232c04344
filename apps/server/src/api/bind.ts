import {
  type Endpoint,
  MAX_SCRIPT_BYTES,
  type ParsedRequestOf,
  raw,
} from "@oscar/contracts";
import type { Request, Response, Router } from "express";
import { z } from "zod";
import type { Logger } from "../log.ts";
import { MAX_BODY_BYTES, readJson } from "../http/read-json.ts";
import { contextOf } from "../http/request-context.ts";
import { requestFault } from "../http/request-faults.ts";

/** What a handler may need beyond the parsed request. */
export interface HandlerContext {
  request: Request;
  response: Response;
  log: Logger;
  /** Aborted when the client leaves. */
  signal: AbortSignal;
}

type Json<E extends Endpoint> = {
  [S in keyof E["success"] & number]: E["success"][S] extends typeof raw
    ? never
    : { status: S; body: z.input<E["success"][S]> };
}[keyof E["success"] & number];
type IsRaw<E extends Endpoint> =
  typeof raw extends E["success"][keyof E["success"] & number] ? true : false;

/** What a handler answers; nothing where it has sent bytes itself. */
export type Answer<E extends Endpoint> = IsRaw<E> extends true ? void : Json<E>;

export type Handler<E extends Endpoint> = (
  request: ParsedRequestOf<E>,
  context: HandlerContext,
) => Promise<Answer<E>>;

export interface BindOptions {
  /** An answer that breaks its own schema is an error; in production it is only logged. */
  isStrict: boolean;
}

/** A script of 512 KiB may be six times as long once it is escaped as JSON. */
const MAX_FUNCTION_BYTES = 6 * MAX_SCRIPT_BYTES + MAX_BODY_BYTES;
/** A selection may name 100 000 keys. */
const MAX_SELECTION_BYTES = 64 * MAX_BODY_BYTES;

/** Serves an endpoint: checks the request, calls the handler, checks and sends its answer. */
export function bind<const E extends Endpoint>(
  router: Router,
  row: E,
  options: BindOptions & { handler: Handler<E> },
): void {
  const path = row.path.replaceAll(/\{(\w+)\}/g, ":$1");
  const method = row.method.toLowerCase() as Lowercase<E["method"]>;
  router[method](path, async (request, response) => {
    const { log, signal } = contextOf(request);
    const parsed = await parse(row, request, signal);
    const context = { request, response, log, signal };
    const answer = await options.handler(parsed as ParsedRequestOf<E>, context);
    if (answer) send(row, answer as Sendable, { ...options, context });
  });
}

async function parse(row: Endpoint, request: Request, signal: AbortSignal) {
  const params = checked(row.params, request.params);
  const query = checked(row.query, request.query);
  if (!row.body) return { params, query, body: undefined };
  const maxBytes = maxBytesOf(row);
  return {
    params,
    query,
    body: checked(row.body, await readJson(request, { maxBytes, signal })),
  };
}

function maxBytesOf(row: Endpoint): number {
  if (row.path.startsWith("/api/functions")) return MAX_FUNCTION_BYTES;
  if (/archives$|\/delete$/.test(row.path)) return MAX_SELECTION_BYTES;
  return MAX_BODY_BYTES;
}

function checked(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw requestFault(result.error);
  return result.data;
}

interface Sendable {
  status: number;
  body: unknown;
}
interface Sending extends BindOptions {
  context: HandlerContext;
}

function send(row: Endpoint, { status, body }: Sendable, sending: Sending) {
  const { response, log } = sending.context;
  const result = row.success[status]?.safeParse(body);
  if (!result?.success) {
    const fault =
      result?.error ?? new Error(`No success with status ${status}`);
    if (sending.isStrict) throw fault;
    log.error(
      { err: fault, path: row.path },
      "An answer breaks its own schema",
    );
  }
  response.status(status);
  response.setHeader("Cache-Control", "no-store");
  if (body === undefined) response.end();
  // What the schema does not name is not for the client.
  else response.json(result?.success ? result.data : body);
}
