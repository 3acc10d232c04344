import type { Client } from "@oscar/contracts";

/** A program that is killed without a warning, and started again. */
export interface Victim {
  name: string;
  /** How many attempts a kill may end, which then are made again. */
  mostEnded: number;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** The product in one of its settings, with everything that may be killed in it. */
export interface ChaosWorld extends AsyncDisposable {
  victims: Victim[];
  /** Of the server that runs, or of the next one. */
  client(): Promise<Client>;
  /** What is really in a bucket by key, each version with its content, read past the server. */
  versions(bucket: string): Promise<Record<string, string[]>>;
}

export interface ChaosSetting {
  name: string;
  /** What this machine lacks for it. */
  whyNot(): string | undefined;
  /** Buckets that keep every version exist already where the store can. */
  open(buckets: readonly string[]): Promise<ChaosWorld>;
}
