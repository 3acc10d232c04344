import { enqueueSnackbar } from "notistack";
import { errorText, requestIdOf } from "../lib/error-text.ts";

export const SHOWN_MS = 6000;

/** What mends a failure, or takes something back. */
export interface MessageAction {
  label: string;
  run: () => void;
}

declare module "notistack" {
  interface OptionsObject {
    act?: MessageAction | undefined;
    requestId?: string | undefined;
  }
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
