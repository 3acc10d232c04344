import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Birth, Exit, Launch, Order, Report } from "./messages.ts";

const PROGRAM = fileURLToPath(new URL("./launcher-main.ts", import.meta.url));

/** A child that waits at the gate, as the leader of a process group of its own. */
export interface Launched extends Birth {
  /** By performance.now(), or a little before. */
  spawnedAt: number;
  /** Rejects with LauncherGone where nobody can tell. */
  ended: Promise<Exit>;
  /** Lets the command begin. */
  open(): void;
  /** Makes the child exit without having begun. */
  close(): void;
  /**
   * Ends its log, once it and all that it started have ended; resolves with what kept
   * some of it from being written.
   */
  finishLog(): Promise<string | undefined>;
}

/** The launcher has ended by itself, or was ended by somebody: how its children fare is unknown. */
export class LauncherGone extends Error {
  constructor() {
    super("The launcher of scripts has ended");
    this.name = "LauncherGone";
  }
}

interface Pending {
  born: PromiseWithResolvers<Birth>;
  ended: PromiseWithResolvers<Exit>;
  finished: PromiseWithResolvers<string | undefined>;
}

/** A small process that starts the scripts for this one, and is started again where it ends. */
export class Launcher implements AsyncDisposable {
  readonly #pending = new Map<number, Pending>();
  #child: ChildProcess | undefined;
  #lastId = 0;

  /** Starts the launcher, so that the first script does not wait for it. */
  start(): void {
    if (this.#child?.connected) return;
    const child = fork(PROGRAM, {
      // Signals from a terminal are for the server, which then ends it in order.
      detached: true,
      // Nothing of the server's environment is the scripts' business.
      env: {},
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child = child;
    child.on("message", (report: Report) => this.#hear(report));
    child.on("error", () => this.#lose());
    child.once("exit", () => this.#lose());
  }

  /**
   * Starts a command up to its gate.
   * @throws what spawn throws, such as E2BIG for too large an environment
   */
  async launch(launch: Launch): Promise<Launched> {
    this.start();
    const id = ++this.#lastId;
    const pending: Pending = {
      born: Promise.withResolvers(),
      ended: Promise.withResolvers(),
      finished: Promise.withResolvers(),
    };
    // Whoever began it may have failed before it asks how it ended.
    pending.ended.promise.catch(() => undefined);
    this.#pending.set(id, pending);
    const spawnedAt = performance.now();
    this.#send({ type: "launch", id, launch });
    const birth = await pending.born.promise;
    return {
      ...birth,
      spawnedAt,
      ended: pending.ended.promise,
      open: () => this.#send({ type: "open", id }),
      close: () => this.#send({ type: "close", id }),
      finishLog: () => {
        if (this.#pending.has(id)) this.#send({ type: "finish", id });
        return pending.finished.promise;
      },
    };
  }

  /** Ends the launcher, and whatever it has still running. */
  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    if (child.connected) child.disconnect();
    await exited;
  }

  #send(order: Order): void {
    // Where it cannot be sent the launcher is gone, which its exit tells.
    this.#child?.send(order, () => undefined);
  }

  #hear(report: Report): void {
    const pending = this.#pending.get(report.id);
    if (!pending) return;
    switch (report.type) {
      case "launched":
        return pending.born.resolve(report);
      case "failed":
        this.#pending.delete(report.id);
        return pending.born.reject(
          Object.assign(new Error(report.message), { code: report.code }),
        );
      case "ended":
        return pending.ended.resolve(report.exit);
      case "finished":
        this.#pending.delete(report.id);
        return pending.finished.resolve(report.problem);
    }
  }

  #lose(): void {
    for (const { born, ended, finished } of this.#pending.values()) {
      born.reject(new LauncherGone());
      ended.reject(new LauncherGone());
      finished.resolve("the launcher of scripts has ended");
    }
    this.#pending.clear();
  }
}
