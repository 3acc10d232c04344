import { SnackbarProvider, enqueueSnackbar } from "notistack";
import { errorText, requestIdOf } from "../lib/error-text.ts";
import { type MessageAction, MessageBar } from "./message-bar.tsx";

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

/** The place at the top of the page where messages appear. */
export function Messages() {
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

export interface MessageOptions {
  act?: MessageAction;
  durationMs?: number;
}

/** Says that something was done. */
export function showSuccess(text: string, options: MessageOptions = {}): void {
  show("success", text, options);
}

/** Says something that the reader may want to take back or follow up. */
export function showInfo(text: string, options: MessageOptions = {}): void {
  show("info", text, options);
}

/** Says what failed; stays until it is closed, with the act that mends it and the request's id. */
export function showFailure(
  error: unknown,
  options: { act?: MessageAction; text?: string } = {},
): void {
  enqueueSnackbar(options.text ?? errorText(error), {
    variant: "error",
    persist: true,
    act: options.act,
    requestId: requestIdOf(error),
    preventDuplicate: true,
  });
}

function show(
  variant: "success" | "info",
  text: string,
  { act, durationMs }: MessageOptions,
): void {
  enqueueSnackbar(text, {
    variant,
    act,
    autoHideDuration: durationMs ?? SHOWN_MS,
  });
}
