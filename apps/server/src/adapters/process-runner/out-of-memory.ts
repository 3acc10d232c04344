import { readFileSync } from "node:fs";

/**
 * How many processes the kernel has killed so far for want of memory, on this machine or in
 * our control group. Of a single process Linux does not tell it. Read in place: the kernel
 * answers these from memory, faster than a thread could be asked to.
 */
export function outOfMemoryKills(): number {
  return countIn("/proc/vmstat") + countIn(cgroupEvents());
}

function countIn(path: string): number {
  try {
    const match = /^oom_kill (\d+)$/m.exec(readFileSync(path, "latin1"));
    return Number(match?.[1] ?? 0);
  } catch {
    // Not every system has it; then nothing is blamed on memory.
    return 0;
  }
}

let knownEvents: string | undefined;

/** In a container the machine's own figures may be hidden, and its group's are not. */
function cgroupEvents(): string {
  return (knownEvents ??= findCgroupEvents());
}

function findCgroupEvents(): string {
  try {
    const own = readFileSync("/proc/self/cgroup", "latin1");
    const path = /^0::(.*)$/m.exec(own)?.[1] ?? "/";
    return `/sys/fs/cgroup${path === "/" ? "" : path}/memory.events`;
  } catch {
    return "/sys/fs/cgroup/memory.events";
  }
}
