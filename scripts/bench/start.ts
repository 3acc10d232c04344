import { execFile } from "node:child_process";
import { constants, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startBenchServer, untilSucceeded } from "./bench-server.ts";
import type { Measure } from "./measure.ts";
import { type Pair, inPairs, quantile } from "./pairs.ts";

const TIMES = 200;
const WARM_UP = 20;
/** The shell itself writes: its first act. */
const SCRIPT = 'echo >"$FIFO"';

export const START: Measure = {
  name: "start",
  title: `from an upload to the moment when its job's process has started, on an idle server, ${TIMES} times, beside a process that is started without any server; ms`,
  async run(report) {
    const folder = await mkdtemp(join(tmpdir(), "oscar-bench-"));
    const fifo = join(folder, "started");
    await promisify(execFile)("mkfifo", [fifo]);
    const listener = listenTo(fifo);
    try {
      const all = await startMany(listener, { FIFO: fifo });
      const measured = all.slice(WARM_UP);
      report(rowOf("p50", measured, 0.5));
      report(rowOf("p99", measured, 0.99));
      const ours = measured.map((pair) => pair.ours);
      return [{ what: "p50 in ms", value: quantile(ours, 0.5), atMost: 50 }];
    } finally {
      listener.close();
      await rm(folder, { recursive: true });
    }
  },
};

/** A job at a time, and a process at a time; the milliseconds until each has started. */
async function startMany(
  listener: Listener,
  environment: Record<string, string>,
): Promise<Pair[]> {
  await using server = await startBenchServer();
  const { client } = server;
  await client.createFunction({
    body: { name: "idle", image: "none", script: SCRIPT, environment },
  });
  let uploads = 0;
  return await inPairs(WARM_UP + TIMES, {
    async ours() {
      const query = { key: `${++uploads}.txt` };
      const params = { bucket: "idle-in" };
      const elapsed = listener.after(() =>
        client.putObject({ params, query, body: "x" }),
      );
      await untilSucceeded(client, "idle", uploads);
      return elapsed;
    },
    baseline: () =>
      listener.after(() =>
        promisify(execFile)("sh", ["-c", SCRIPT], { env: environment }),
      ),
  });
}

function rowOf(name: string, pairs: Pair[], part: number) {
  const of = (side: keyof Pair) =>
    quantile(
      pairs.map((pair) => pair[side]),
      part,
    );
  return {
    "": name,
    ours: of("ours").toFixed(1),
    "process alone": of("baseline").toFixed(1),
    ratio: (of("ours") / of("baseline")).toFixed(2),
  };
}

type Listener = ReturnType<typeof listenTo>;

/** Hears when somebody writes into a FIFO. */
function listenTo(fifo: string) {
  // Open for writing too, so that it has no end.
  const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  let heard = Promise.withResolvers<void>();
  socket.on("data", () => heard.resolve());
  return {
    /** The milliseconds from the beginning of an act to the next writing. */
    async after(act: () => Promise<unknown>): Promise<number> {
      heard = Promise.withResolvers();
      const started = performance.now();
      const acting = act();
      const elapsed = heard.promise.then(() => performance.now() - started);
      await acting;
      return elapsed;
    },
    close: () => socket.destroy(),
  };
}
