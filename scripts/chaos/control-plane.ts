import { execFile, spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { until } from "../world/until.ts";
import type { Victim } from "./world.ts";

const GONE_LOOK_MS = 20;

/** The folder of the cluster's own files, which its programs name in their command lines. */
const CLUSTER_FOLDER = dirname(process.env["KUBECONFIG"] ?? "/nowhere/none");

/** Why the cluster's programs cannot be killed from here; undefined where they can. */
export function whyNoControlPlane(): string | undefined {
  const isHere = findPid("kube-apiserver") && findPid("kubelet");
  return isHere
    ? undefined
    : "the cluster's kube-apiserver and kubelet do not run on this machine";
}

export function apiServerVictim(): Victim {
  const victim = programVictim("kube-apiserver");
  return {
    ...victim,
    async start() {
      await victim.start();
      await until("the API server", async () => {
        const look = promisify(execFile)("kubectl", [
          "get",
          "--raw",
          "/readyz",
        ]);
        return look.then(
          () => true,
          () => undefined,
        );
      });
    },
  };
}

export function kubeletVictim(): Victim {
  return programVictim("kubelet");
}

/** A program that somebody else has started: it is started again just as it was. */
function programVictim(name: string): Victim {
  let last: Launch | undefined;
  return {
    name: `the cluster's ${name}`,
    mostEnded: 1,
    async kill() {
      const pid = findPid(name);
      if (pid === undefined) throw new Error(`No ${name} runs here`);
      last = await launchOf(pid);
      process.kill(pid, "SIGKILL");
      while (findPid(name) === pid) await delay(GONE_LOOK_MS);
    },
    async start() {
      if (!last) return;
      const pid = launch(last);
      await tellPid(last.pid, pid);
    },
  };
}

interface Launch {
  pid: number;
  argv: string[];
  environment: Record<string, string>;
  cwd: string;
  /** Where its output goes. */
  output: string;
}

function findPid(name: string): number | undefined {
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const argv = argvOf(entry);
    const isOfCluster = argv.some((each) => each.includes(CLUSTER_FOLDER));
    if (basename(argv[0] ?? "") === name && isOfCluster) return Number(entry);
  }
  return undefined;
}

/** A process that has ended has no command line. */
function argvOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8")
      .split("\0")
      .slice(0, -1);
  } catch {
    return [];
  }
}

async function launchOf(pid: number): Promise<Launch> {
  const at = (name: string) => `/proc/${pid}/${name}`;
  const variables = (await readFile(at("environ"), "utf8")).split("\0");
  return {
    pid,
    argv: argvOf(String(pid)),
    environment: Object.fromEntries(
      variables
        .filter((each) => each.includes("="))
        .map((each) => {
          const end = each.indexOf("=");
          return [each.slice(0, end), each.slice(end + 1)];
        }),
    ),
    cwd: await readlink(at("cwd")),
    output: await readlink(at("fd/1")),
  };
}

function launch({ argv, environment, cwd, output }: Launch): number {
  const [program = "", ...rest] = argv;
  const log = openSync(output, "a");
  const child = spawn(program, rest, {
    env: environment,
    cwd,
    detached: true,
    stdio: ["ignore", log, log],
  });
  // It has its own by now.
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw new Error(`${program} did not start`);
  return child.pid;
}

/** Whoever keeps its id in a file beside the kubeconfig finds the new one there. */
async function tellPid(before: number, now: number): Promise<void> {
  for (const name of await readdir(CLUSTER_FOLDER)) {
    if (!name.endsWith(".pid")) continue;
    const path = join(CLUSTER_FOLDER, name);
    const kept = await readFile(path, "utf8");
    if (Number(kept) === before) await writeFile(path, `${now}\n`);
  }
}
