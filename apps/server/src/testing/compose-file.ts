import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { ROOT } from "../../../../scripts/test/run-command.ts";

/** What we read of a service of docker-compose.yml. */
export interface ComposeService {
  profiles?: string[];
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  entrypoint?: string[];
  command?: string[];
}

/** The services, with the defaults of what `.env` may set. */
export async function composeServices(): Promise<
  Record<string, ComposeService>
> {
  const text = await readFile(join(ROOT, "docker-compose.yml"), "utf8");
  const filled = text.replaceAll(/\$\{\w+:-([^}]*)\}/g, "$1");
  return (
    parse(filled, { merge: true }) as {
      services: Record<string, ComposeService>;
    }
  ).services;
}

/** Runs one of the scripts that services are started with. */
export function runComposeScript(
  name: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
) {
  return promisify(execFile)(
    "sh",
    [join(ROOT, "deploy/compose", name), ...args],
    { env: { ...process.env, ...environment } },
  );
}
