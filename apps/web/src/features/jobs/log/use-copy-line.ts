import { useCallback, useEffect, useRef, useState } from "react";
import { showFailure } from "../../../components/messages.tsx";
import { copyText } from "../../../lib/clipboard.ts";
import type { LogText } from "./log-text.ts";

const SHOWN_MS = 1500;

/** Copies one line, and says for a moment which. */
export function useCopyLine(log: LogText) {
  const [copied, setCopied] = useState<number>();
  const latest = useRef(log);
  useEffect(() => {
    latest.current = log;
  });
  useEffect(() => {
    if (copied === undefined) return;
    const timer = setTimeout(() => setCopied(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  // Always the same, so that a line that has not changed is not drawn anew.
  const copy = useCallback((place: number) => {
    const { lines, dropped } = latest.current;
    copyText(lines[place - dropped] ?? "").then(
      () => setCopied(place),
      (error: unknown) => showFailure(error),
    );
  }, []);
  return { copied, copy };
}
