import { writeFileSync } from "node:fs";
import { MAX_SUPERVISOR_MESSAGE_BYTES } from "@oscar/contracts";
import { type SupervisorConfig, readConfig } from "./config.ts";
import { Ended } from "./ends.ts";
import { fetchInput } from "./fetch-input.ts";
import { Patience } from "./patience.ts";
import { Server } from "./server.ts";
import { uploadOutputs } from "./upload-outputs.ts";

const SUBCOMMANDS = { fetch: fetchInput, upload: uploadOutputs };

/**
 * Runs beside the user's container in the pod of a job: before it to fetch the input, after it
 * to upload the outputs. It holds no secret of the store, and asks the server for each step.
 */
async function main(): Promise<void> {
  const [name = ""] = process.argv.slice(2);
  if (!(name in SUBCOMMANDS))
    throw new Error(`Say fetch or upload, and not ${JSON.stringify(name)}.`);
  const subcommand = SUBCOMMANDS[name as keyof typeof SUBCOMMANDS];
  const config = readConfig();
  const patience = new Patience(config.waitMs, (line) => console.log(line));
  const server = new Server(config, patience);
  try {
    await subcommand(config, { server, patience });
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    console.error(error);
    leaveWords(config, error);
    // Other uploads may be under way, and wait for long: none of them counts any more.
    process.exit(1);
  }
}

function leaveWords({ terminationLog }: SupervisorConfig, { told }: Ended) {
  let message = JSON.stringify(told);
  if (Buffer.byteLength(message) > MAX_SUPERVISOR_MESSAGE_BYTES) {
    // A character may have four bytes, and six in JSON's escapes.
    const words = "message" in told ? told.message.slice(0, 600) : "";
    message = JSON.stringify({ ...told, message: `${words}…` });
  }
  writeFileSync(terminationLog, message);
}

await main();
