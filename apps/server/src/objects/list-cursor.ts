import { AppError } from "@oscar/contracts";

/** What a page ended with. */
export interface Cursor {
  /** 0 for folders, which come first; 1 for objects. */
  rank: number;
  /** What the listing is sorted by; 0 for the key alone. */
  value: number;
  key: string;
}

export function cursorOf({ rank, value, key }: Cursor): string {
  return Buffer.from(`${rank} ${value} ${key}`).toString("base64url");
}

/** @throws AppError `invalid_request` */
export function readCursor(text: string): Cursor {
  const match = /^([01]) (-?[\d.]+) (.+)$/s.exec(
    Buffer.from(text, "base64url").toString(),
  );
  if (!match) {
    throw new AppError("invalid_request", "after: Not a cursor of a listing.");
  }
  const [, rank, value, key = ""] = match;
  return { rank: Number(rank), value: Number(value), key };
}
