import type { IncomingMessage } from "node:http";
import { AppError } from "@oscar/contracts";

export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;

/**
 * The body of a request, which must be JSON in UTF-8 of at most `maxBytes`. An empty body
 * is `{}`. Written here rather than taken from express: that replaces what is not UTF-8,
 * and lets `__proto__` through.
 */
export async function readJson(
  request: IncomingMessage,
  options: { maxBytes: number; signal: AbortSignal },
): Promise<unknown> {
  checkType(request);
  const text = await readText(request, options);
  if (text === "") return {};
  const value = parsed(text);
  checkShape(value, 0);
  return value;
}

function checkType(request: IncomingMessage): void {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw new AppError("invalid_request", "Send the body without compression.");
  }
  const type = request.headers["content-type"];
  if (type === undefined && !request.headers["transfer-encoding"]) {
    if ((request.headers["content-length"] ?? "0") === "0") return;
  }
  if (
    !/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type ?? "")
  ) {
    throw new AppError(
      "invalid_request",
      "Send the body as JSON, with Content-Type: application/json.",
    );
  }
}

async function readText(
  request: IncomingMessage,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<string> {
  const tooLarge = () =>
    new AppError(
      "payload_too_large",
      `The body has more than ${maxBytes} bytes.`,
    );
  if (Number(request.headers["content-length"] ?? 0) > maxBytes)
    throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    signal.throwIfAborted();
    size += (chunk as Buffer).length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk as Buffer);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Buffer.concat(chunks),
    );
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not UTF-8.", { cause });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const where = cause instanceof Error ? placeOf(cause.message) : "";
    throw new AppError("invalid_request", `The body is not JSON${where}.`, {
      cause,
    });
  }
}

/** The parser's own message quotes the text, which may hold a secret. */
function placeOf(message: string): string {
  const match = /line (\d+) column (\d+)/.exec(message);
  return match ? `: look at line ${match[1]}, column ${match[2]}` : "";
}

function checkShape(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth >= MAX_DEPTH) {
    throw new AppError("invalid_request", "The body is nested too deeply.");
  }
  if (Object.hasOwn(value, "__proto__")) {
    throw new AppError(
      "invalid_request",
      "The body has a field named __proto__, which is not allowed.",
    );
  }
  for (const field of Object.values(value)) checkShape(field, depth + 1);
}
