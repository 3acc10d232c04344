import { closeSync } from "node:fs";
import { startTimeOfChild } from "../process-table.ts";
import { BoundedLog } from "./bounded-log.ts";
import { type Gated, spawnGated } from "./gate.ts";
import { type LogPipe, LogPipes } from "./log-pipes.ts";
import type { Launch, Order, Report } from "./messages.ts";
import { LogRelay } from "./relay-log.ts";

interface Running {
  gated: Gated;
  relay: LogRelay;
}

/** The commands that a launcher has started and not yet been told to forget. */
export class Launches {
  readonly #report: (report: Report) => void;
  readonly #pipes = new LogPipes();
  readonly #running = new Map<number, Running>();

  constructor(report: (report: Report) => void) {
    this.#report = report;
  }

  async obey(order: Order): Promise<void> {
    const { id } = order;
    if (order.type === "launch") return this.#launch(id, order.launch);
    const running = this.#running.get(id);
    if (!running) return;
    if (order.type === "open") running.gated.open();
    if (order.type === "close") running.gated.close();
    if (order.type === "finish") {
      this.#running.delete(id);
      const problem = await running.relay.finish();
      this.#report({ type: "finished", id, problem });
    }
  }

  /** The server is gone, and with it who would end what runs. */
  endAll(): void {
    for (const { gated } of this.#running.values()) {
      try {
        process.kill(-gated.pid, "SIGKILL");
      } catch {
        // Gone already; whatever else the matter is, the next server sees to it.
      }
    }
    this.#pipes.dispose();
  }

  async #launch(id: number, launch: Launch): Promise<void> {
    try {
      const pipe = await this.#pipes.take();
      const { pid, ended } = await this.#begin(id, launch, pipe);
      // In the same turn as it was spawned, so that nobody can have reaped it.
      const startTime = startTimeOfChild(pid);
      this.#report({ type: "launched", id, pid, startTime, pipe: pipe.name });
      this.#report({ type: "ended", id, exit: await ended });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.#report({ type: "failed", id, code, message });
    }
  }

  async #begin(id: number, launch: Launch, pipe: LogPipe): Promise<Gated> {
    try {
      const gated = await spawnGated(launch, pipe.writeEnd);
      const relay = new LogRelay(pipe.readEnd, new BoundedLog(launch.log));
      this.#running.set(id, { gated, relay });
      return gated;
    } catch (error) {
      closeSync(pipe.readEnd);
      throw error;
    } finally {
      closeSync(pipe.writeEnd);
    }
  }
}
