import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const LIMIT_MS = 120_000;

function besideThis(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** True where the program is there; says so on the terminal where it is not. */
export async function hasReader(program: string, ...probe: string[]) {
  try {
    await run(program, probe, { timeout: LIMIT_MS });
    return true;
  } catch {
    process.stderr.write(`SKIPPED: ${program} is not installed here.\n`);
    return false;
  }
}

/** Info-ZIP: reads every file, or the named ones, and checks sizes and CRCs. */
export async function testWithUnzip(path: string, ...names: string[]) {
  const { stdout } = await run("unzip", ["-tqq", path, ...names], {
    timeout: LIMIT_MS,
  });
  return stdout;
}

export interface PythonReport {
  bad: string | null;
  entries: number;
  bytes: number;
  names: string[];
  versions: number[];
}

export async function testWithPython(path: string, ...names: string[]) {
  const script = besideThis("./read_zip.py");
  const { stdout } = await run("python3", [script, path, ...names], {
    timeout: LIMIT_MS,
  });
  return JSON.parse(stdout) as PythonReport;
}

/** Java's ZipInputStream: `entries bytes` for each archive. */
export async function testWithJava(...paths: string[]): Promise<string[]> {
  const program = besideThis("./ReadZip.java");
  const { stdout } = await run("java", [program, ...paths], {
    timeout: LIMIT_MS,
  });
  return stdout.trim().split("\n");
}

/** Info-ZIP: unpacks everything into a folder. */
export async function unpackWithUnzip(path: string, folder: string) {
  await run("unzip", ["-q", path, "-d", folder], { timeout: LIMIT_MS });
}
