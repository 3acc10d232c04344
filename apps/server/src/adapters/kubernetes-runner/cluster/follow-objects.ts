import { pause } from "../../../wait.ts";
import { KubernetesError, isStatus } from "./kubernetes-error.ts";
import { LineSplitter } from "./line-splitter.ts";
import type { ClusterObjects, Kind, KubernetesObject } from "./objects.ts";
import { Silence } from "./silence.ts";

/** Who is told of objects and of every change of them. */
export interface ObjectsObserver<T> {
  /** All there are: at first, and whenever changes may have been missed. */
  replaced(items: T[]): void;
  changed(item: T): void;
  removed(item: T): void;
}

export interface FollowObjects<T> {
  kind: Kind;
  labelSelector: string;
  observer: ObjectsObserver<T>;
  /** The cluster answers (undefined), or why it does not. */
  onState(fault: unknown): void;
  signal: AbortSignal;
  /** A watch is asked for so long at a time; a silence of half as long again ends it. */
  watchSeconds?: number;
}

interface WatchEvent<T> {
  type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  object: T;
}

const WATCH_SECONDS = 60;
const FIRST_PAUSE_MS = 200;
const LAST_PAUSE_MS = 10_000;

/**
 * Lists objects and then watches them until the signal, whatever the connection does. A watch
 * goes on from the last version that was seen; where the server has forgotten that one
 * (410 Gone), all are listed anew.
 */
export async function followObjects<T extends KubernetesObject>(
  objects: ClusterObjects,
  options: FollowObjects<T>,
): Promise<void> {
  const { signal, onState } = options;
  let version: string | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const begunAt = performance.now();
    try {
      version ??= await listOnce(objects, options);
      version = await watchOnce(objects, options, version);
      pauseMs = FIRST_PAUSE_MS;
      // A server that ends each watch at once is not asked in a circle.
      if (performance.now() - begunAt > 1000) continue;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof KubernetesError) || isStatus(error, 410, 504))
        version = undefined;
      if (!isStatus(error, 410)) onState(error);
    }
    await pause(pauseMs, { signal });
    pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
  }
}

async function listOnce<T extends KubernetesObject>(
  objects: ClusterObjects,
  options: FollowObjects<T>,
): Promise<string> {
  const { kind, labelSelector, observer, signal } = options;
  const list = await objects.list<T>(kind, { labelSelector, signal });
  observer.replaced(list.items);
  return list.metadata.resourceVersion ?? "0";
}

/** Watches until the stream ends; the version to go on from. */
async function watchOnce<T extends KubernetesObject>(
  objects: ClusterObjects,
  options: FollowObjects<T>,
  from: string,
): Promise<string> {
  const { kind, labelSelector, observer, onState } = options;
  const timeoutSeconds = options.watchSeconds ?? WATCH_SECONDS;
  using silence = new Silence(timeoutSeconds * 1500, options.signal);
  const stream = await objects.watch(kind, {
    labelSelector,
    resourceVersion: from,
    timeoutSeconds,
    signal: silence.signal,
  });
  onState(undefined);
  const splitter = new LineSplitter();
  let version = from;
  try {
    for await (const chunk of stream) {
      silence.broken();
      for (const line of splitter.push(chunk as Buffer)) {
        const event = JSON.parse(line.toString()) as WatchEvent<T>;
        tell(event, observer);
        version = event.object.metadata.resourceVersion ?? version;
      }
    }
  } catch (error) {
    // What was heard so far counts, however the connection ended.
    if (!isLost(error)) throw error;
  }
  return version;
}

function tell<T>(event: WatchEvent<T>, observer: ObjectsObserver<T>): void {
  switch (event.type) {
    case "ADDED":
    case "MODIFIED":
      observer.changed(event.object);
      return;
    case "DELETED":
      observer.removed(event.object);
      return;
    case "BOOKMARK":
      return;
    case "ERROR": {
      const { code = 500, reason = "", message = "" } = event.object as Status;
      throw new KubernetesError({ status: code, reason, message });
    }
  }
}

interface Status {
  code?: number;
  reason?: string;
  message?: string;
}

/** A connection that broke is watched anew; what we cannot read, or were told, is not that. */
function isLost(error: unknown): boolean {
  return !(error instanceof KubernetesError || error instanceof SyntaxError);
}
