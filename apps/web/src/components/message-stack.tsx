import {
  closeSnackbar,
  enqueueSnackbar,
  type SnackbarKey,
  SnackbarProvider,
} from "notistack";
import { useEffect } from "react";
import { MessageBar } from "./message-bar.tsx";
import type { Message } from "./messages.tsx";

const SHOWN_MS = 6000;
const BAR = {
  default: MessageBar,
  success: MessageBar,
  error: MessageBar,
  warning: MessageBar,
  info: MessageBar,
};

/**
 * An open dialog hides all children of the body from screen readers, but for a few kinds
 * of elements that can have no such attribute. Messages must be heard beside a dialog too.
 */
const root = document.createElement("slot");
document.body.append(root);

interface MessageStackProps {
  /** Gets what shows a message, and undefined when nothing does any more. */
  onReady: (show: ((message: Message) => void) | undefined) => void;
}

export function MessageStack({ onReady }: MessageStackProps) {
  useEffect(() => {
    onReady(show);
    return () => onReady(undefined);
  }, [onReady]);
  return (
    <SnackbarProvider
      maxSnack={3}
      anchorOrigin={{ vertical: "top", horizontal: "center" }}
      autoHideDuration={SHOWN_MS}
      transitionDuration={{ enter: 160, exit: 120 }}
      Components={BAR}
      domRoot={root}
    />
  );
}

let lastDone: SnackbarKey | undefined;

/** Of what was done only the last is told: more would cover the page below. */
function show({ kind, text, act, durationMs, requestId }: Message): void {
  const isDone = kind === "success" && act === undefined;
  if (isDone && lastDone !== undefined) closeSnackbar(lastDone);
  const key = enqueueSnackbar(text, {
    variant: kind,
    act,
    requestId,
    ...(kind === "error"
      ? { persist: true, preventDuplicate: true }
      : { autoHideDuration: durationMs ?? SHOWN_MS }),
  });
  if (isDone) lastDone = key;
}
