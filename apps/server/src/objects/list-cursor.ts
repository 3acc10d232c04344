/** What a page ended with. */
export interface Cursor {
  /** 0 for folders, which come first; 1 for objects. */
  rank: number;
  /** What the listing is sorted by; 0 for the key alone. */
  value: number;
  key: string;
}

/** As `ObjectCursor` of the contracts takes it. */
export function cursorOf({ rank, value, key }: Cursor): string {
  return `${rank}.${value}.${Buffer.from(key).toString("base64url")}`;
}

export function readCursor(text: string): Cursor {
  const [rank, value, key = ""] = text.split(".");
  return {
    rank: Number(rank),
    value: Number(value),
    key: Buffer.from(key, "base64url").toString(),
  };
}
