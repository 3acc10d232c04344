import { readlink } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import {
  HAS_PROC,
  allPids,
  belongsTo,
  lastPid,
  pidsByPs,
  statOf,
} from "./process-table.ts";

/** Whose processes are meant, and where the first of them was. */
export interface Leader {
  jobId: string;
  attempt: number;
  pid: number;
  /** By performance.now(). */
  spawnedAt: number;
}

/** Below both, the process ids given out since are tried one by one; above, all are listed. */
const FEW_PIDS = 512;
const SHORT_TIME_MS = 2000;

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 100;

/** Sends a signal; false where there is nobody, or nobody whom we may signal. */
function signalProcess(pid: number, signal: NodeJS.Signals | 0) {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ESRCH" || code === "EPERM") return false;
    throw error;
  }
}

/** Sends a signal to the whole process group that a leader began. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0) {
  // kill(0) and kill(-1) would mean our own group, and everybody.
  if (!(leader > 1)) throw new Error(`${leader} leads no group of ours`);
  return signalProcess(-leader, signal);
}

/** Waits until nobody of the group lives, but not beyond the signal. */
export async function groupToEnd(
  leader: number,
  options: { signal: AbortSignal },
): Promise<void> {
  for (const pauseMs of pauses()) {
    if (options.signal.aborted) return;
    if (!(await groupLives(leader))) return;
    await delay(pauseMs);
  }
}

/**
 * Ends what an attempt left running after its leader has ended: the rest of its process
 * group, and who left the group but carries the attempt's environment. Resolves when
 * they are gone. (A process that leaves the group *and* clears its environment is not found.)
 */
export async function endLeftovers(leader: Leader): Promise<void> {
  for (const pauseMs of pauses()) {
    const group = signalGroup(leader.pid, "SIGKILL");
    const { found, isCertain } = await findSince(leader);
    const signalled = found.filter((pid) => signalProcess(pid, "SIGKILL"));
    const lives = group && (await groupLives(leader.pid));
    if (!lives && signalled.length === 0 && isCertain) return;
    await delay(pauseMs);
  }
}

/** What is known of an attempt that an earlier server began. */
export interface Orphan {
  jobId: string;
  attempt: number;
  pid: number;
  startTime: number;
  /** What /proc calls the pipe that its processes' output goes into. */
  pipe: string;
}

/** Ends for certain what still runs of an attempt of an earlier server on this boot. */
export async function endOrphans(orphan: Orphan): Promise<void> {
  for (const pauseMs of pauses()) {
    const { found, isCertain } = HAS_PROC
      ? await findOrphans(orphan)
      : { found: await pidsByPs(orphan), isCertain: true };
    const signalled = found.filter((pid) => signalProcess(pid, "SIGKILL"));
    if (signalled.length === 0 && isCertain) return;
    await delay(pauseMs);
  }
}

async function findSince(leader: Leader) {
  if (!HAS_PROC) return { found: await pidsByPs(leader), isCertain: true };
  const last = lastPid();
  const isShort = performance.now() - leader.spawnedAt < SHORT_TIME_MS;
  const count = last >= leader.pid ? last - leader.pid : Infinity;
  if (isShort && count < FEW_PIDS) {
    const pids = Array.from({ length: count }, (_, i) => leader.pid + 1 + i);
    return findAmong(pids, leader);
  }
  return findAmong(await allPids(), leader);
}

async function findAmong(
  pids: number[],
  attempt: { jobId: string; attempt: number },
) {
  const found: number[] = [];
  let isCertain = true;
  for (const pid of pids) {
    if (pid === process.pid) continue;
    const belonging = await belongsTo(pid, attempt);
    if (belonging === "yes") found.push(pid);
    if (belonging === "unknown") isCertain = false;
  }
  return { found, isCertain };
}

/**
 * By environment, and by group: of a group whose leader is gone, only those whose output goes
 * into the attempt's pipe, since its number may have been given out again.
 */
async function findOrphans(orphan: Orphan) {
  const pids = await allPids();
  const { found, isCertain } = await findAmong(pids, orphan);
  const others = pids.filter((pid) => !found.includes(pid));
  for (const pid of others) {
    if (await isOfGroup(pid, orphan)) found.push(pid);
  }
  return { found, isCertain };
}

async function isOfGroup(pid: number, orphan: Orphan): Promise<boolean> {
  const stat = await statOf(pid);
  if (!stat?.isAlive) return false;
  if (pid === orphan.pid) return stat.startTime === orphan.startTime;
  if (stat.group !== orphan.pid || stat.startTime < orphan.startTime)
    return false;
  const outputs = await Promise.all([1, 2].map((fd) => openFile(pid, fd)));
  return outputs.includes(orphan.pipe);
}

async function openFile(pid: number, fd: number): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/fd/${fd}`);
  } catch {
    // Closed, gone, or another user's: not the attempt's pipe in any case.
    return undefined;
  }
}

/** Zombies do not count: where nobody reaps them they would stay for ever. */
async function groupLives(leader: number): Promise<boolean> {
  if (!signalGroup(leader, 0)) return false;
  if (!HAS_PROC) return true;
  for (const pid of await allPids()) {
    const stat = await statOf(pid);
    if (stat?.group === leader && stat.isAlive) return true;
  }
  return false;
}

function* pauses(): Generator<number> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2)
    yield Math.min(pauseMs, LONGEST_PAUSE_MS);
}
