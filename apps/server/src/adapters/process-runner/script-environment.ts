import { delimiter, sep } from "node:path";
import type { AttemptSpec } from "../../ports/job-runner.ts";
import type { Scratch } from "./scratch.ts";

/** What scripts get of the server's own environment, and nothing else of it. */
export interface ServerEnvironment {
  PATH?: string | undefined;
  LANG?: string | undefined;
  HOME?: string | undefined;
}

/** What every script of this server is given. */
export interface GivenEnvironment {
  server: ServerEnvironment;
  /** Overridden by a function's own environment. */
  defaults: Record<string, string>;
}

/**
 * The environment of a script, as design.md part 5 fixes it. TMPDIR lies in the scratch
 * folder, so that a script's temporary files go with it.
 */
export function scriptEnvironment(
  attempt: AttemptSpec,
  scratch: Scratch,
  given: GivenEnvironment,
): Record<string, string> {
  const { definition, input } = attempt;
  const { PATH = "/usr/local/bin:/usr/bin:/bin", ...rest } = given.server;
  return defined({
    ...rest,
    PATH: withoutPackageBins(PATH),
    TMPDIR: scratch.tmp,
    ...given.defaults,
    ...definition.environment,
    ...definition.secrets,
    INPUT_FILE_PATH: scratch.inputFile(input.key),
    TMP_INPUT_DIR: scratch.in,
    TMP_OUTPUT_DIR: scratch.out,
    STORAGE_OBJECT_KEY: `${input.bucket}/${input.key}`,
    EVENT: attempt.event,
    EVENT_TIME: attempt.eventTime,
    OSCAR_FUNCTION: definition.name,
    OSCAR_JOB_ID: attempt.jobId,
    OSCAR_ATTEMPT: String(attempt.attempt),
  });
}

/** npm puts its packages' programs first on PATH; they are the server's own business. */
function withoutPackageBins(path: string): string {
  const isPackageBin = (folder: string) =>
    folder.endsWith(`node_modules${sep}.bin`) ||
    folder.endsWith("node-gyp-bin");
  return path
    .split(delimiter)
    .filter((folder) => !isPackageBin(folder))
    .join(delimiter);
}

function defined(
  variables: Record<string, string | null | undefined>,
): Record<string, string> {
  const entries = Object.entries(variables);
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}
