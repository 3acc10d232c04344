import { chromiumPath } from "../../e2e/chromium.ts";
import { findCommand } from "./find-command.ts";
import { runCommand } from "./run-command.ts";

/** A program of the machine that tests use, and the Debian package that has it. */
interface Program {
  name: string;
  debianPackage: string;
  use: string;
  isPresent(): boolean;
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
    name: "Chromium",
    debianPackage: "chromium",
    use: "the end-to-end tests run in it",
    isPresent: () => chromiumPath() !== undefined,
  },
];

/**
 * Installs what the tests need of the machine, where that is possible without asking: as
 * root, with apt. Elsewhere it says what to install; the tests that need it are then skipped.
 */
export async function providePrograms(): Promise<void> {
  const missing = PROGRAMS.filter((program) => !program.isPresent());
  if (missing.length === 0) return;
  const packages = missing.map((program) => program.debianPackage);
  if (canInstall()) {
    console.log(`Installing ${packages.join(", ")} with apt-get`);
    await installWithApt(packages);
  }
  for (const program of missing.filter((one) => !one.isPresent())) {
    console.log(
      `${program.name} is not on this machine (${program.use}); on Debian: apt-get install ${program.debianPackage}`,
    );
  }
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
