import { api } from "../../lib/api.ts";

/** Lines kept in memory; what is older is in the download. */
const MAX_LINES = 50_000;

export interface LogText {
  lines: string[];
  /** Older lines that were let go. */
  dropped: number;
}

export interface LogReader {
  /** Reads what is new. True where there was something. */
  read: (signal: AbortSignal) => Promise<boolean>;
  text: () => LogText;
}

/** Follows one attempt's log from its first byte on. */
export function createLogReader(id: string, attempt: number): LogReader {
  // One decoder for all parts: a part may end within a character.
  const decoder = new TextDecoder();
  let lines: string[] = [];
  let rest = "";
  let dropped = 0;
  let from = 0;

  function take(text: string): void {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines = lines.concat(parts.map(cleanLine));
    const excess = lines.length - MAX_LINES;
    if (excess <= 0) return;
    lines = lines.slice(excess);
    dropped += excess;
  }
  return {
    async read(signal) {
      const response = await api.getJobLog(
        { params: { id }, query: { attempt, from } },
        { signal },
      );
      const bytes = await response.arrayBuffer();
      const next = Number(response.headers.get("X-Next") ?? Number.NaN);
      from = Number.isFinite(next) ? next : from + bytes.byteLength;
      take(decoder.decode(bytes, { stream: true }));
      return bytes.byteLength > 0;
    },
    text: () => ({
      lines: rest === "" ? lines : [...lines, cleanLine(rest)],
      dropped,
    }),
  };
}

/** Colours and cursor moves, ECMA-48: CSI and OSC sequences. */
const ESCAPES =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** A line as text: without terminal escapes, and after its last carriage return, as a terminal shows it. */
export function cleanLine(line: string): string {
  const plain = line.replace(ESCAPES, "").replace(/\r+$/, "");
  return plain.slice(plain.lastIndexOf("\r") + 1);
}
