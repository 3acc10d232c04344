import type { LiveEvent } from "@oscar/contracts";

/** Where what changes is told, for whoever is looking at it. */
export interface LiveSink {
  publish(event: LiveEvent): void;
}
