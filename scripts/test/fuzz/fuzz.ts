import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  FUZZED_MAIN,
  type ServerProcess,
  startServerProcess,
  TEST_PASSWORD,
} from "../../../apps/server/src/testing/server-process.ts";
import type { Outcome } from "../outcome.ts";
import { findSchemathesis } from "./find-schemathesis.ts";
import { configOf } from "./fuzz-config.ts";
import {
  outcomeOfSchemathesis,
  type SchemathesisReport,
} from "./fuzz-report.ts";
import { fillForFuzzing } from "./fuzz-world.ts";

/** What `npm test` spends on it. */
const SECONDS = 60;
/** Saying what was found comes on top. */
const GRACE_SECONDS = 60;

/**
 * Calls every endpoint with what its description allows and with what it forbids: no answer
 * may be a 5xx or one that the description does not have.
 * @param folder for its files
 */
export async function runFuzzer(
  folder: string,
  seconds = SECONDS,
): Promise<Outcome> {
  const found = await findSchemathesis();
  if ("missing" in found) {
    const reason = `fuzzer: ${found.missing}`;
    return { passed: 0, failed: [], skipped: [{ name: "fuzzer", reason }] };
  }
  await using server = await startServerProcess({
    dataDir: join(folder, "fuzzed"),
    main: FUZZED_MAIN,
  });
  const files = await writeFiles(server, folder);
  const child = spawn(found.program, argumentsOf(server, files, seconds), {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    timeout: (seconds + GRACE_SECONDS) * 1000,
  });
  const [status] = (await once(child, "close")) as [number | null];
  const text = await readFile(files.report, "utf8").catch(() => undefined);
  if (text === undefined) {
    const failed = ["fuzzer: ended without a report"];
    return { passed: 0, failed, skipped: [] };
  }
  const report = JSON.parse(text) as SchemathesisReport;
  return outcomeOfSchemathesis(report, status ?? 1);
}

type Files = Record<"config" | "description" | "report", string>;

async function writeFiles(
  { client }: ServerProcess,
  folder: string,
): Promise<Files> {
  const config = join(folder, "schemathesis.toml");
  const description = join(folder, "openapi.json");
  await writeFile(config, configOf(await fillForFuzzing(client)));
  await writeFile(description, JSON.stringify(await client.getOpenApi()));
  return { config, description, report: join(folder, "schemathesis.json") };
}

function argumentsOf(
  { url }: ServerProcess,
  { config, description, report }: Files,
  seconds: number,
): string[] {
  return [
    `--config-file=${config}`,
    "run",
    description,
    `--url=${url}`,
    `--auth=admin:${TEST_PASSWORD}`,
    // These two are walked by documented-answers.test.ts instead. A stream of events never ends.
    "--exclude-operation-id=streamEvents",
    // An archive is cut off where an object of it has been deleted, as it promises.
    "--exclude-operation-id=getArchive",
    `--max-time=${seconds}`,
    // Of each endpoint, in each of its phases; the time limit comes first.
    `--max-examples=${seconds}`,
    "--report=json",
    `--report-json-path=${report}`,
    "--generation-database=none",
  ];
}
