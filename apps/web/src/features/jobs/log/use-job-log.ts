import { isAppError } from "@oscar/contracts";
import { useEffect, useState } from "react";
import { onLogGrowth } from "../../../lib/live/log-growth.ts";
import { useLiveState } from "../../../lib/live/use-live.ts";
import { createLogReader, type LogReader } from "./log-reader.ts";
import { type LogText, NO_TEXT } from "./log-text.ts";

/** The server tells of growth for as long as somebody has read within its last half minute. */
const STAY_MS = 15_000;
/** While no news come from the server. */
const POLL_MS = 10_000;
const RETRY_MS = 5000;

interface JobLogOptions {
  attempt: number;
  /** More may come. */
  isRunning: boolean;
}

/** An attempt's log, read on when the server tells that it has grown. */
export function useJobLog(id: string, { attempt, isRunning }: JobLogOptions) {
  const isLive = useLiveState() === "live";
  const [text, setText] = useState<LogText>(NO_TEXT);
  const [error, setError] = useState<unknown>();
  const [isRead, setIsRead] = useState(false);
  const [reader, setReader] = useState(() => createLogReader(id, attempt));
  const [read, setRead] = useState({ id, attempt });
  if (read.id !== id || read.attempt !== attempt) {
    setRead({ id, attempt });
    setReader(createLogReader(id, attempt));
    setText(NO_TEXT);
    setIsRead(false);
  }
  useEffect(() => {
    if (attempt === 0) return;
    const reading = keepReading(reader, {
      isRunning,
      pauseMs: isLive ? STAY_MS : POLL_MS,
      onText: () => setText(reader.text()),
      onRead(failure) {
        setError(failure);
        setIsRead(true);
      },
    });
    const stopListening = onLogGrowth(id, attempt, reading.read);
    return () => {
      stopListening();
      reading.stop();
    };
  }, [reader, id, attempt, isRunning, isLive]);
  return { ...text, error, isRead };
}

interface Reading {
  isRunning: boolean;
  /** After it the log is read once more, whatever was told. */
  pauseMs: number;
  onText(): void;
  /** All that there is was read, or why not. */
  onRead(failure: unknown): void;
}

function keepReading(reader: LogReader, options: Reading) {
  const end = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  let isGrown = false;

  async function readAll(): Promise<unknown> {
    try {
      do {
        isGrown = false;
        while (await reader.read(end.signal)) options.onText();
        options.onText();
      } while (isGrown);
      return undefined;
    } catch (failure) {
      return failure;
    }
  }
  async function read(): Promise<void> {
    isGrown = true;
    if (isReading) return;
    isReading = true;
    clearTimeout(timer);
    const failure = await readAll();
    isReading = false;
    if (end.signal.aborted) return;
    options.onRead(failure);
    if (isAppError(failure, "job_not_found")) return;
    if (failure === undefined && !options.isRunning) return;
    const pauseMs = failure === undefined ? options.pauseMs : RETRY_MS;
    timer = setTimeout(() => void read(), pauseMs);
  }
  void read();
  return {
    read: () => void read(),
    stop() {
      end.abort();
      clearTimeout(timer);
    },
  };
}
