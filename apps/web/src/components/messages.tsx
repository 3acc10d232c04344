import { lazy, Suspense, useEffect } from "react";
import { errorText, requestIdOf } from "../lib/error-text.ts";
import { loadPart, whenPartsAreHere } from "../lib/later.ts";
import { createSignal } from "../lib/signal.ts";

/** What mends a failure, or takes something back. */
export interface MessageAction {
  label: string;
  run: () => void;
}

export interface Message {
  kind: "success" | "info" | "error";
  text: string;
  act?: MessageAction | undefined;
  durationMs?: number | undefined;
  requestId?: string | undefined;
}

export type MessageOptions = Pick<Message, "act" | "durationMs">;

const load = () =>
  loadPart(async () => ({
    default: (await import("./message-stack.tsx")).MessageStack,
  }));
const MessageStack = lazy(load);

const isUsed = createSignal(false);
let waiting: Message[] = [];

/** The place at the top of the page where messages appear; drawn with the first one. */
export function Messages() {
  useEffect(() => void whenPartsAreHere().then(load), []);
  if (!isUsed.use()) return null;
  return (
    <Suspense>
      <MessageStack onReady={drain} />
    </Suspense>
  );
}

/** Says that something was done. */
export function showSuccess(text: string, options: MessageOptions = {}): void {
  show({ kind: "success", text, ...options });
}

/** Says something that the reader may want to take back or follow up. */
export function showInfo(text: string, options: MessageOptions = {}): void {
  show({ kind: "info", text, ...options });
}

/** Says what failed; stays until it is closed, with the act that mends it and the request's id. */
export function showFailure(
  error: unknown,
  options: { act?: MessageAction; text?: string } = {},
): void {
  show({
    kind: "error",
    text: options.text ?? errorText(error),
    act: options.act,
    requestId: requestIdOf(error),
  });
}

let sink: ((message: Message) => void) | undefined;

function show(message: Message): void {
  if (sink) sink(message);
  else waiting.push(message);
  isUsed.set(true);
}

/** Hands over what came before there was a place for it, and then all that comes. */
function drain(next: typeof sink): void {
  sink = next;
  if (!next) return;
  for (const message of waiting) next(message);
  waiting = [];
}
