import type { LiveEvent } from "@oscar/contracts";

/** Where news for the browsers goes. Never waits and never fails. */
export interface LiveSink {
  publish(event: LiveEvent): void;
}
