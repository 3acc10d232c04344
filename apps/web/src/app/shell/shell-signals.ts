import { createSignal } from "../../lib/signal.ts";

/** What is asked for from anywhere, and shown by the shell. */
export const isHelpOpen = createSignal(false);
/** The drawer's form for a new bucket. */
export const isCreatingBucket = createSignal(false);
