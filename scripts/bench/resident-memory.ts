import { readFile, writeFile } from "node:fs/promises";

/** So much memory of a process is in RAM, in MB; by /proc, so on Linux alone. */
export async function residentMegabytes(pid: number): Promise<number> {
  return field(pid, "VmRSS");
}

/** Forgets the most that a process had in RAM so far. */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, "5");
}

/** The most that a process had in RAM since then, in MB. */
export async function peakMegabytes(pid: number): Promise<number> {
  return field(pid, "VmHWM");
}

async function field(pid: number, name: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1];
  return (Number(kilobytes) * 1024) / 1e6;
}
