import { AppError } from "@oscar/contracts";

/** The upload's id and the etags of its parts: all that it takes to complete it. */
const TOKEN = /^([\w.+/=-]+):([0-9a-f]{32}(?:,[0-9a-f]{32})*)?$/;

/** The handle of an upload whose parts are all there. */
export function tokenOf(id: string, etags: string[]): string {
  const token = `${id}:${etags.join(",")}`;
  if (etags.length > 0 && TOKEN.test(token)) return token;
  throw new Error(
    `MinIO gave an upload or its parts unexpected names: ${token}`,
  );
}

/** The handle of an upload that somebody elsewhere sends the parts of. */
export function beginToken(id: string): string {
  return `${id}:`;
}

/** The upload's id; undefined for what is no handle. */
export function idIn(token: string): string | undefined {
  return TOKEN.exec(token)?.[1];
}

/** @throws AppError `invalid_request` for what is no handle */
export function idOf(token: string): string {
  return idIn(token) ?? refuse();
}

/** @throws AppError `invalid_request` for what is no handle of a whole upload */
export function parsed(token: string): { id: string; etags: string[] } {
  const [, id, etags] = TOKEN.exec(token) ?? [];
  if (id === undefined || etags === undefined) return refuse();
  return { id, etags: etags.split(",") };
}

function refuse(): never {
  throw new AppError("invalid_request", "This is no staged object.");
}
