import { isAppError } from "@oscar/contracts";
import type { openParts } from "./compose.ts";
import { ConfigError, readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { type StartedServer, startServer } from "./server.ts";

export interface RunOptions {
  /** Called once the server is ready; the server goes on until it is told to stop. */
  onReady?(server: StartedServer): Promise<void>;
  /** Variables that hold where the environment says nothing. */
  defaults?: Record<string, string>;
  /** Opens the parts in another way than the configuration says: for tests. */
  open?: typeof openParts;
}

/** Runs the server until a signal stops it; a second one stops it at once. */
export async function runServer(options: RunOptions = {}): Promise<void> {
  try {
    await run(options);
  } catch (error) {
    const isForOperator = error instanceof ConfigError || isAppError(error);
    console.error(isForOperator ? error.message : error);
    process.exitCode = 1;
  }
}

async function run(options: RunOptions): Promise<void> {
  const isTerminal = process.stdout.isTTY;
  const config = readConfig(undefined, options.defaults);
  const log = createLog({ level: config.logLevel, isPretty: isTerminal });
  const stop = stopSignal();
  await using server = await startServer(
    { config, log, isTerminal, announce },
    options.open,
  );
  announce(
    `OSCAR Console is ready at ${server.url} (log in as ${config.admin.name})`,
  );
  backUpWhenTold(server, (err) => log.error({ err }, "no backup was made"));
  void announceProblems(server).catch((err: unknown) =>
    log.warn({ err }, "problems were not told"),
  );
  await Promise.race([options.onReady?.(server), stop]);
  await stop;
  announce("Stopping. Running jobs get a moment to end.");
}

/** What the pages show as well: who starts the server looks here first. */
async function announceProblems({ console }: StartedServer): Promise<void> {
  const { problems } = await console.status.status();
  for (const { message, help } of problems)
    announce(`Attention: ${message} ${help}`);
}

/** Copies the ledger at each SIGUSR2, one after the other. */
function backUpWhenTold(
  { console }: StartedServer,
  onFailure: (error: unknown) => void,
): void {
  let last = Promise.resolve();
  process.on("SIGUSR2", () => {
    last = last
      .then(() => console.backUp())
      .then((file) => announce(`The ledger was copied to ${file}.`))
      .catch(onFailure);
  });
}

function stopSignal(): Promise<void> {
  const stop = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop.resolve();
      process.once(signal, () => process.exit(1));
    });
  }
  return stop.promise;
}

function announce(line: string): void {
  process.stdout.write(`${line}\n`);
}
