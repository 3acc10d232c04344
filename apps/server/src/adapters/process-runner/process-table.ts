import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { promisify } from "node:util";

/** Linux tells of processes under /proc; elsewhere `ps` does. */
export const HAS_PROC = existsSync("/proc/self/stat");

/** Of proc_pid_stat(5). */
export interface ProcessStat {
  isAlive: boolean;
  group: number;
  session: number;
  /** In clock ticks since boot: with the process id and the boot it names a process for ever. */
  startTime: number;
  /** It replaces itself by another program: its memory has no environment (env_end) yet. */
  isBetween: boolean;
}

/** include/linux/sched.h: a thread of the kernel, which has no environment. */
const PF_KTHREAD = 0x00200000;

function parseStat(text: string): ProcessStat {
  // The program's name comes second, in brackets, and may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    isAlive: fields[0] !== "Z" && fields[0] !== "X",
    group: Number(fields[2]),
    session: Number(fields[3]),
    isBetween: (Number(fields[6]) & PF_KTHREAD) === 0 && fields[48] === "0",
    startTime: Number(fields[19]),
  };
}

/** A child of ours that was spawned in this very tick, and so cannot have been reaped. */
export function startTimeOfChild(pid: number): number {
  if (!HAS_PROC) return 0;
  return parseStat(readFileSync(`/proc/${pid}/stat`, "latin1")).startTime;
}

export async function statOf(pid: number): Promise<ProcessStat | undefined> {
  const text = await readProc(`/proc/${pid}/stat`);
  return text && parseStat(text.toString("latin1"));
}

/** Differs between any two boots of a machine; empty where the system has none. */
export function bootId(): string {
  if (!HAS_PROC) return "";
  return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
}

/** The process id that was given out last. The kernel tells it from memory. */
export function lastPid(): number {
  const text = readFileSync("/proc/loadavg", "latin1");
  return Number(text.trim().split(" ").at(-1));
}

export async function allPids(): Promise<number[]> {
  const names = await readdir("/proc");
  return names.map(Number).filter((pid) => pid > 0);
}

/** "unknown" while it replaces itself by another program, which takes microseconds. */
export type Belonging = "yes" | "no" | "unknown";

/** Whether a process has the environment of an attempt. A dead one has none. */
export async function belongsTo(
  pid: number,
  attempt: { jobId: string; attempt: number },
): Promise<Belonging> {
  const environment = await readProc(`/proc/${pid}/environ`);
  if (!environment) return "no";
  if (environment.length === 0) {
    const stat = await statOf(pid);
    return stat?.isAlive && stat.isBetween ? "unknown" : "no";
  }
  return signsOf(attempt).every((sign) => hasVariable(environment, sign))
    ? "yes"
    : "no";
}

function hasVariable(environment: Buffer, variable: string): boolean {
  return (
    environment.includes(`\0${variable}\0`) ||
    environment
      .subarray(0, variable.length + 1)
      .equals(Buffer.from(`${variable}\0`))
  );
}

/** The processes of an attempt where there is no /proc: macOS shows environments with -E. */
export async function pidsByPs(attempt: {
  jobId: string;
  attempt: number;
}): Promise<number[]> {
  const { stdout } = await promisify(execFile)(
    "ps",
    ["-axEww", "-o", "pid=,command="],
    { maxBuffer: 1 << 28 },
  );
  const signs = signsOf(attempt).map((sign) => ` ${sign} `);
  return stdout
    .split("\n")
    .filter((line) => signs.every((sign) => `${line} `.includes(sign)))
    .map((line) => Number.parseInt(line, 10));
}

function signsOf(attempt: { jobId: string; attempt: number }): string[] {
  return [`OSCAR_JOB_ID=${attempt.jobId}`, `OSCAR_ATTEMPT=${attempt.attempt}`];
}

/** Undefined where the process is gone, or is not ours to look at. */
async function readProc(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code && ["ENOENT", "ESRCH", "EACCES", "EPERM"].includes(code))
      return undefined;
    throw error;
  }
}
