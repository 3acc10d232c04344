import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { FunctionDefinition } from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import { expect, vi } from "vitest";
import type {
  AttemptEnd,
  AttemptHooks,
  AttemptSpec,
  JobLogs,
  JobRunner,
  RunnerRef,
} from "./job-runner.ts";

/** Where a runner is tried: the real thing, with nothing else in it. */
export interface RunnerWorld extends AsyncDisposable {
  store: ObjectStore;
  runner: JobRunner;
  logs: JobLogs;
  /** The runner of a server that takes over where the first has vanished. */
  successor(): JobRunner | Promise<JobRunner>;
}

export const IN = "contract-in";
export const OUT = "contract-out";
export const never = new AbortController().signal;

/** The tester of a suite, made before its first test. */
export type InWorld = () => RunnerTester;

/** An attempt of a small script on a small input; parts can be replaced. */
export type AttemptParts = Partial<Omit<AttemptSpec, "definition">> & {
  definition?: Partial<FunctionDefinition>;
};

/** Makes attempts in a world, and looks at what became of them. */
export class RunnerTester {
  readonly world: RunnerWorld;

  constructor(world: RunnerWorld) {
    this.world = world;
  }

  async prepare(): Promise<void> {
    for (const bucket of [IN, OUT]) await this.world.store.createBucket(bucket);
  }

  /** Uploads an input and describes the attempt to run a script on it. */
  async attempt(script: string, parts: AttemptParts = {}) {
    const key = `${randomUUID()}/some file.txt`;
    const stored = await this.upload(key, "hello");
    const input = { bucket: IN, ...stored };
    return {
      jobId: randomUUID(),
      attempt: 1,
      functionUid: randomUUID(),
      generation: 1,
      input,
      event: JSON.stringify({ Records: [{ s3: { object: { key } } }] }),
      eventTime: "2026-01-02T03:04:05.678Z",
      targetsOf: (path: string) => [{ bucket: OUT, key: `${key}/${path}` }],
      notices: [],
      ...parts,
      definition: {
        name: "contract",
        image: "busybox",
        script,
        ...parts.definition,
      },
    } satisfies AttemptSpec;
  }

  upload(key: string, content: string) {
    return this.world.store.write(IN, key, Readable.from([content]));
  }

  async run(attempt: AttemptSpec, signal = never): Promise<AttemptEnd> {
    const { runner } = this.world;
    const end = await runner.run(attempt, hooksOf().hooks, { signal });
    await runner.release?.(attempt);
    return end;
  }

  async logOf({ jobId, attempt }: AttemptSpec): Promise<string> {
    const range = { from: 0, limit: 1 << 26 };
    const bytes = await this.world.logs.read({ jobId, attempt }, range);
    return bytes.toString();
  }

  /** Waits until a script has said something. */
  async logToSay(attempt: AttemptSpec, line: string): Promise<void> {
    await vi.waitFor(
      async () => expect(await this.logOf(attempt)).toContain(line),
      { timeout: 180_000, interval: 20 },
    );
  }

  /** Publishes the outputs of a successful attempt and reads them, by path. */
  async outputsOf(
    attempt: AttemptSpec,
    end: AttemptEnd,
  ): Promise<Record<string, string>> {
    if (end.outcome !== "succeeded") throw new Error(JSON.stringify(end));
    const outputs: Record<string, string> = {};
    for (const staged of end.staged) {
      expect(await this.world.store.stat(OUT, staged.key)).toBeUndefined();
      await this.world.store.publish(staged);
      const read = await this.world.store.read(OUT, staged.key);
      const path = staged.key.slice(attempt.input.key.length + 1);
      outputs[path] = read ? await text(read.body) : "absent";
    }
    return outputs;
  }
}

/** Hooks that remember, and the two moments that they tell of. */
export function hooksOf() {
  const begun = Promise.withResolvers<RunnerRef>();
  const started = Promise.withResolvers<Date>();
  const order: string[] = [];
  const hooks: AttemptHooks = {
    async begun(ref) {
      order.push("begun");
      begun.resolve(ref);
    },
    async started(at) {
      order.push("started");
      started.resolve(at);
    },
  };
  return { hooks, begun: begun.promise, started: started.promise, order };
}
