import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { errorText, requestIdOf } from "../lib/error-text.ts";
import { whenPartsAreHere } from "../lib/later.ts";

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

const load = async () => ({
  default: (await import("./message-stack.tsx")).MessageStack,
});
const MessageStack = lazy(load);

let waiting: Message[] = [];
const listeners = new Set<() => void>();

/** The place at the top of the page where messages appear; drawn with the first one. */
export function Messages() {
  useEffect(() => void whenPartsAreHere().then(load), []);
  const isNeeded = useSyncExternalStore(subscribe, hasMessage);
  if (!isNeeded) return null;
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
let isUsed = false;

function show(message: Message): void {
  isUsed = true;
  if (sink) sink(message);
  else waiting.push(message);
  for (const listener of listeners) listener();
}

/** Hands over what came before there was a place for it, and then all that comes. */
function drain(next: typeof sink): void {
  sink = next;
  if (!next) return;
  for (const message of waiting) next(message);
  waiting = [];
}

const hasMessage = () => isUsed;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
