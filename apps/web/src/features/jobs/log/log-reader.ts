import { api } from "../../../lib/api.ts";
import { LogLinesBuffer, type LogText } from "./log-text.ts";

/** Of a longer log only the end is read; all of it is in the download. */
const LONGEST_BYTES = 32 * 1024 * 1024;
const END_BYTES = 8 * 1024 * 1024;

export interface LogReader {
  /** Reads on. True where that was not the end yet. */
  read: (signal: AbortSignal) => Promise<boolean>;
  text: () => LogText;
}

/** Reads one attempt's log, and reads on where it grows. */
export function createLogReader(id: string, attempt: number): LogReader {
  const log = new LogLinesBuffer();
  let from = 0;
  return {
    async read(signal) {
      const response = await api.getJobLog(
        { params: { id }, query: { attempt, from } },
        { signal },
      );
      const size = numberOf(response, "X-Size") ?? 0;
      if (size - from > LONGEST_BYTES) {
        await response.body?.cancel();
        signal.throwIfAborted();
        const end = size - END_BYTES;
        log.skip(end - from);
        from = end;
        return true;
      }
      const bytes = await response.arrayBuffer();
      signal.throwIfAborted(); // another reading has begun at the same byte
      from = numberOf(response, "X-Next") ?? from + bytes.byteLength;
      log.take(bytes);
      return from < size;
    },
    text: () => log.text(),
  };
}

function numberOf(response: Response, header: string): number | undefined {
  const text = response.headers.get(header);
  return text === null ? undefined : Number(text);
}
