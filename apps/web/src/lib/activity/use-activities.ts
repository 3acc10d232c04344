import type { FunctionSummary } from "@oscar/contracts";
import { useEffect, useReducer } from "react";
import { api } from "../api.ts";
import {
  activeOf,
  type Baseline,
  baselineOf,
  endedOf,
  type Progress,
  progressSince,
} from "./busy-period.ts";

/** The end is shown for so long. */
const AFTERGLOW_MS = 10 * 60_000;
const LOOK_BACK_JOBS = 1000;

export interface Activity extends Progress {
  name: string;
  isOver: boolean;
}

interface Watched {
  baseline: Baseline;
  isBusy: boolean;
  /** When it was last seen to finish. */
  endedAtMs: number | undefined;
}

/** What was seen of each function since the page was loaded, whichever bucket is shown. */
const watched = new Map<string, Watched>();

/** Those of these functions that are at work, or just done, and how far they are. */
export function useActivities(
  functions: readonly FunctionSummary[],
): Activity[] {
  const [redrawn, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    for (const fn of functions) void watch(fn, redraw);
  }, [functions]);
  const activities = functions.flatMap((fn) => activityOf(fn) ?? []);
  const isGlowing = activities.some(({ isOver }) => isOver);
  useEffect(() => {
    if (!isGlowing) return;
    const timer = setTimeout(redraw, AFTERGLOW_MS);
    return () => clearTimeout(timer);
  }, [isGlowing, redrawn]);
  return activities;
}

/** Takes down when a function begins and ends to work; what it had done before does not count. */
async function watch(fn: FunctionSummary, onKnown: () => void): Promise<void> {
  const isBusy = activeOf(fn.counts) > 0;
  const seen = watched.get(fn.uid);
  if (!seen) {
    const baseline = endedOf(fn.counts);
    const state: Watched = { baseline, isBusy, endedAtMs: undefined };
    watched.set(fn.uid, state);
    if (!isBusy) return;
    state.baseline = await firstBaseline(fn);
    return onKnown();
  }
  const hasEnded = seen.isBusy && !isBusy;
  seen.isBusy = isBusy;
  if (hasEnded) {
    seen.endedAtMs = Date.now();
    return onKnown();
  }
  // While the end is still shown, more work goes on with the same count.
  if (!isBusy && hasFaded(seen)) seen.baseline = endedOf(fn.counts);
}

async function firstBaseline(fn: FunctionSummary): Promise<Baseline> {
  const query = { function: fn.name, limit: LOOK_BACK_JOBS };
  try {
    const { jobs } = await api.listJobs({ query });
    return baselineOf(fn.counts, jobs);
  } catch {
    return endedOf(fn.counts); // what is active is still told
  }
}

function activityOf(fn: FunctionSummary): Activity | undefined {
  const seen = watched.get(fn.uid);
  const isBusy = activeOf(fn.counts) > 0;
  if (!seen || (!isBusy && hasFaded(seen))) return undefined;
  const progress = progressSince(seen.baseline, fn.counts);
  return { name: fn.name, ...progress, isOver: !isBusy };
}

function hasFaded({ endedAtMs }: Watched): boolean {
  return endedAtMs === undefined || Date.now() - endedAtMs > AFTERGLOW_MS;
}
