import { chromiumPath } from "../../e2e/chromium.ts";
import { findCommand } from "./find-command.ts";
import { runCommand } from "./run-command.ts";

/** A program of the machine that the example or the tests use, and the Debian package that has it. */
interface Program {
  name: string;
  debianPackage: string;
  use: string;
  isPresent: () => boolean;
}

const PROGRAMS: Program[] = [
  {
    name: "ffmpeg",
    debianPackage: "ffmpeg",
    use: "the example takes a video apart with it",
    isPresent: () => isCommand("ffmpeg"),
  },
  {
    name: "darknet",
    debianPackage: "darknet",
    use: "the example finds objects in images with it",
    isPresent: () => isCommand("darknet"),
  },
  {
    name: "unzip",
    debianPackage: "unzip",
    use: "the tests read zips with it",
    isPresent: () => isCommand("unzip"),
  },
  {
    name: "Chromium",
    debianPackage: "chromium",
    use: "the end-to-end tests run in it",
    isPresent: () => chromiumPath() !== undefined,
  },
];

/** What the example of the tutorial needs. */
export const EXAMPLE_PROGRAMS = ["ffmpeg", "darknet"];

/**
 * Installs what is needed of the machine, where that is possible without asking: as root,
 * with apt. Elsewhere it says what to install; the tests that need it are then skipped.
 * @param names all programs that are known where none are named
 * @returns what is missing all the same
 */
export async function providePrograms(names?: string[]): Promise<string[]> {
  const missing = PROGRAMS.filter(
    ({ name, isPresent }) => (names?.includes(name) ?? true) && !isPresent(),
  );
  if (missing.length === 0) return [];
  const packages = missing.map((program) => program.debianPackage);
  if (canInstall()) {
    console.log(`Installing ${packages.join(", ")} with apt-get`);
    await installWithApt(packages);
  }
  const stillMissing = missing.filter((program) => !program.isPresent());
  for (const program of stillMissing) {
    console.log(
      `${program.name} is not on this machine (${program.use}); on Debian: apt-get install ${program.debianPackage}`,
    );
  }
  return stillMissing.map((program) => program.name);
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && isCommand("apt-get");
}

async function installWithApt(packages: string[]): Promise<void> {
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["-qq", "update"], environment);
  const args = ["-qq", "-y", "install", "--no-install-recommends", ...packages];
  await runCommand("apt-get", args, environment);
}

function isCommand(name: string): boolean {
  return findCommand(name) !== undefined;
}
