/** How far a container's log has been read: plain data, kept beside the log. */
export interface LogPosition {
  /** The latest time that a line had, as the kubelet told it; empty at the beginning. */
  at: string;
  /** How many bytes were read from the first line of that time on. */
  bytes: number;
}

export const BEGINNING: LogPosition = { at: "", bytes: 0 };

/** Nanoseconds since 1970 of what kubelets write: RFC 3339 with nine digits, in any zone. */
export function nanosecondsOf(stamp: string): bigint | undefined {
  const match =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(
      stamp,
    );
  if (!match) return undefined;
  const milliseconds = Date.parse(`${match[1]}${match[3]}`);
  if (Number.isNaN(milliseconds)) return undefined;
  const fraction = (match[2] ?? "").padEnd(9, "0");
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction);
}
