import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { findCommand } from "../find-command.ts";
import { ROOT, runCommand } from "../run-command.ts";

const VERSION = "4.32.5";
const FOLDER = join(ROOT, "node_modules", ".cache", `schemathesis-${VERSION}`);
const PROGRAM = join(FOLDER, "bin", "schemathesis");

/** The fuzzer, or why this machine has none. */
export type Found = { program: string } | { missing: string };

/** Installs schemathesis from PyPI into a folder of its own, once. */
export async function findSchemathesis(): Promise<Found> {
  if (existsSync(PROGRAM)) return { program: PROGRAM };
  const python = findCommand("python3");
  if (python === undefined) return { missing: "there is no python3" };
  console.log(`Installing schemathesis ${VERSION}`);
  if ((await runCommand(python, ["-m", "venv", FOLDER])) !== 0)
    return giveUp("python3 has no venv (on Debian: python3-venv)");
  const status = await runCommand(join(FOLDER, "bin", "python3"), [
    ..."-m pip install --quiet --disable-pip-version-check".split(" "),
    ..."--retries 1 --timeout 15".split(" "),
    `schemathesis==${VERSION}`,
  ]);
  if (status !== 0) return giveUp("pip could not install schemathesis");
  return { program: PROGRAM };
}

async function giveUp(missing: string): Promise<Found> {
  await rm(FOLDER, { recursive: true, force: true });
  return { missing };
}
