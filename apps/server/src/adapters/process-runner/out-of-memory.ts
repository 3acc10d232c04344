import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

/**
 * How many processes the kernel has killed so far for want of memory, on this machine or in
 * our control group. Of a single process Linux does not tell it.
 */
export async function outOfMemoryKills(): Promise<number> {
  const counts = await Promise.all([
    countIn("/proc/vmstat"),
    countIn(cgroupEvents()),
  ]);
  return counts[0] + counts[1];
}

async function countIn(path: string): Promise<number> {
  try {
    const match = /^oom_kill (\d+)$/m.exec(await readFile(path, "latin1"));
    return Number(match?.[1] ?? 0);
  } catch {
    // Not every system has it; then nothing is blamed on memory.
    return 0;
  }
}

/** In a container the machine's own figures may be hidden, and its group's are not. */
function cgroupEvents(): string {
  try {
    const own = readFileSync("/proc/self/cgroup", "latin1");
    const path = /^0::(.*)$/m.exec(own)?.[1] ?? "/";
    return `/sys/fs/cgroup${path === "/" ? "" : path}/memory.events`;
  } catch {
    return "/sys/fs/cgroup/memory.events";
  }
}
