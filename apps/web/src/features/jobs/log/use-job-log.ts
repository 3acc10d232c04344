import { isAppError } from "@oscar/contracts";
import { useEffect, useState } from "react";
import { createLogReader, type LogText } from "./log-reader.ts";

const POLL_MS = 1500;
const EMPTY: LogText = { lines: [], dropped: 0 };

interface JobLogOptions {
  attempt: number;
  /** More may come. */
  isRunning: boolean;
}

/** An attempt's log, read on while the job runs. */
export function useJobLog(id: string, { attempt, isRunning }: JobLogOptions) {
  const [text, setText] = useState<LogText>(EMPTY);
  const [error, setError] = useState<unknown>();
  const [reader, setReader] = useState(() => createLogReader(id, attempt));
  const [read, setRead] = useState({ id, attempt });
  if (read.id !== id || read.attempt !== attempt) {
    setRead({ id, attempt });
    setReader(createLogReader(id, attempt));
    setText(EMPTY);
  }
  useEffect(() => {
    if (attempt === 0) return;
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function follow() {
      try {
        while (await reader.read(end.signal)) setText(reader.text());
        setError(undefined);
      } catch (failure) {
        if (end.signal.aborted) return;
        setError(failure);
        if (isAppError(failure, "job_not_found")) return;
      }
      if (isRunning && !end.signal.aborted)
        timer = setTimeout(() => void follow(), POLL_MS);
    }
    void follow();
    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, [reader, attempt, isRunning]);
  return { ...text, error };
}
