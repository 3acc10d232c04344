const HIDDEN = "[redacted]";
const MAX_DEPTH = 6;

/** Names whose values never reach the log, whatever they hold. */
const SECRET_NAME =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|secrets?|registryauth|credentials?)$|(?:password|passwd|secret|token|access_?key|secret_?key)$/i;

const SECRET_TEXT: [RegExp, string][] = [
  // A presigned URL is a password for one object; its parameters go, its path stays.
  [/\?[^\s"'<>]*X-Amz-(?:Signature|Credential)=[^\s"'<>]*/gi, `?${HIDDEN}`],
  [/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{6,}/gi, `$1 ${HIDDEN}`],
  [/\/\/[^\s/:@]+:[^\s/@]+@/g, `//${HIDDEN}@`],
];

/** A text without presigned URLs, Authorization values and passwords in addresses. */
export function scrubbed(text: string): string {
  let result = text;
  for (const [pattern, replacement] of SECRET_TEXT) {
    result = result.replace(pattern, replacement);
  }
  return result;
}

/** A copy of the facts of a log line without what is secret. */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return scrubbed(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[deep]";
  if (value instanceof Error) return errorFacts(value, depth);
  if (value instanceof Date || value instanceof URL) {
    return scrubbed(value.toJSON() ?? "");
  }
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) {
    return value.slice(0, 100).map((item) => redacted(item, depth + 1));
  }
  return fieldsOf(value, depth);
}

function fieldsOf(value: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    copy[name] = SECRET_NAME.test(name) ? HIDDEN : redacted(field, depth + 1);
  }
  return copy;
}

function errorFacts(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    ...fieldsOf(error, depth),
    message: scrubbed(error.message),
    stack: scrubbed(error.stack ?? ""),
    ...(error.cause === undefined
      ? {}
      : { cause: redacted(error.cause, depth + 1) }),
  };
}
