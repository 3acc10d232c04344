// Makes a fresh clone ready: packages, the pinned Node, the SPA. Quick when there is nothing
// to do. It runs on whatever Node the machine has, before anything is installed: plain
// JavaScript and nothing but Node's own modules.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 20;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BIN = join(ROOT, "node_modules", ".bin");
const SPA = join(ROOT, "apps", "web");
const SPA_STAMP = join(ROOT, "node_modules", ".cache", "oscar", "spa");
/** What the built SPA is made of. */
const SPA_SOURCES = [
  "apps/web",
  "packages/contracts",
  "public",
  "package-lock.json",
];

/** A fault that one sentence explains; no stack is shown. */
class SetUpError extends Error {}

try {
  checkMachine();
  installPackages();
  buildSpa();
} catch (error) {
  process.stdout.write("\n");
  console.error(error instanceof SetUpError ? error.message : error);
  process.exitCode = 1;
}

function checkMachine() {
  const major = Number(process.versions.node.split(".")[0]);
  if (process.platform === "win32") {
    throw new SetUpError(
      "OSCAR Console runs on Linux and macOS: on Windows, use it within WSL.",
    );
  }
  if (major < OLDEST_NODE) {
    throw new SetUpError(
      `Node ${OLDEST_NODE} or newer is needed to begin with, and this is ${process.version}: install it from https://nodejs.org and try again.`,
    );
  }
}

function installPackages() {
  if (isInstalled()) return;
  const say = begin("Installing packages (only this once)");
  const result = run(
    "npm",
    ["ci", "--loglevel=error", "--no-audit", "--no-fund", "--no-progress"],
    // npm replaces node_modules, so it must not run on the Node that is in there.
    { PATH: pathWithout(BIN) },
  );
  if (result.error) {
    throw new SetUpError(
      "npm is needed to install the packages, and it cannot be started: install it with Node from https://nodejs.org.",
    );
  }
  if (result.status !== 0) throw new SetUpError(npmProblem(result.output));
  if (!existsSync(join(BIN, "node"))) {
    throw new SetUpError(
      "The pinned Node was not installed, since npm ran no install scripts: run `npm config set ignore-scripts false` and try again.",
    );
  }
  say();
}

/** True where node_modules is what package-lock.json asks for, by npm's own record of it. */
function isInstalled() {
  const record = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(record) || !existsSync(join(BIN, "node"))) return false;
  const wanted = readJson(join(ROOT, "package-lock.json")).packages;
  const present = readJson(record).packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes("node_modules/")) return true;
    if (entry.link) return existsSync(join(ROOT, path, "package.json"));
    // Optional packages are those of other platforms; npm leaves them out.
    if (!present[path]) return entry.optional === true;
    return present[path].version === entry.version;
  });
}

function npmProblem(output) {
  const offline =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH)\b/.exec(
      output,
    );
  if (offline) {
    return `The packages could not be fetched (${offline[1]}): is this machine online, and is npm's registry or proxy setting right? Try again then.`;
  }
  const lines = output.trim().split("\n").slice(-15).join("\n");
  return `The packages could not be installed; npm says:\n${lines}`;
}

function buildSpa() {
  if (!existsSync(join(SPA, "index.html"))) return;
  const sources = fingerprint(SPA_SOURCES.map((path) => join(ROOT, path)));
  const isFresh =
    existsSync(join(SPA, "dist", "index.html")) &&
    existsSync(SPA_STAMP) &&
    readFileSync(SPA_STAMP, "utf8") === sources;
  if (isFresh) return;
  const say = begin("Building the user interface");
  const vite = join(ROOT, "node_modules", "vite", "bin", "vite.js");
  const result = run(join(BIN, "node"), [vite, "build", "--logLevel=warn"], {
    cwd: SPA,
  });
  if (result.status !== 0) {
    throw new SetUpError(
      `The user interface could not be built; vite says:\n${result.output.trim()}`,
    );
  }
  mkdirSync(dirname(SPA_STAMP), { recursive: true });
  writeFileSync(SPA_STAMP, sources);
  say();
}

/** Changes when a file below these paths does: by names, sizes and times, since that is quick. */
function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) visit(path);
  return hash.digest("hex");

  function visit(path) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (!stat.isDirectory()) {
      hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) {
      if (name !== "node_modules" && name !== "dist") visit(join(path, name));
    }
  }
}

function run(command, args, { cwd = ROOT, ...env }) {
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return { ...result, output: `${result.stdout ?? ""}${result.stderr ?? ""}` };
}

/** Says what begins; the function returned says how long it took. */
function begin(title) {
  const start = performance.now();
  process.stdout.write(`${title} ... `);
  return () => {
    const seconds = (performance.now() - start) / 1000;
    process.stdout.write(`${seconds.toFixed(1)} s\n`);
  };
}

function pathWithout(folder) {
  const path = process.env.PATH ?? "";
  return path
    .split(":")
    .filter((entry) => entry !== folder)
    .join(":");
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
