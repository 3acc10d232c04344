import {
  DEFAULT_TIMEOUT_SECONDS,
  type FunctionDefinition,
  SupervisorMessage,
} from "@oscar/contracts";
import type { AttemptEnd, Failure } from "../../../ports/job-runner.ts";
import {
  failureOfExit,
  startFailed,
  timedOut,
} from "../../process-runner/failure.ts";
import { interpreterOf } from "../../process-runner/interpreter.ts";
import { WRAPPER_FACTS } from "../manifests/wrapper.ts";
import type { Terminated } from "./pod.ts";
import type { PodEnd, PodReading } from "./read-pod.ts";

/** What a pod's end means for its attempt. */
export function endOf(
  cause: PodEnd,
  definition: FunctionDefinition,
): AttemptEnd {
  switch (cause.by) {
    case "pod":
      return endOfPod(cause);
    case "node":
      return lost(
        "The node that the job ran on could not be reached any more.",
        { excused: true },
      );
    case "fetch":
      return endOfSupervisor(
        cause.terminated,
        "The input could not be fetched",
      );
    case "main":
      return endOfScript(cause.terminated, definition);
    case "upload":
      return endOfUpload(cause.terminated);
  }
}

/** What it means that a pod was removed, of which this was the last that was seen. */
export function endOfGone(
  last: PodReading,
  definition: FunctionDefinition,
): AttemptEnd {
  const isItsOwn =
    last.stage === "ended" &&
    !(last.cause.by === "main" && isTold(last.cause.terminated));
  if (isItsOwn) return endOf(last.cause, definition);
  return lost("The job's pod was removed from Kubernetes before it had ended.");
}

/** Ended by the signal that comes with the removal of a pod, and not by itself. */
function isTold({ exitCode, reason, message = "" }: Terminated): boolean {
  return (
    (exitCode === 143 || exitCode === KILLED) &&
    reason !== "OOMKilled" &&
    !message.startsWith(WRAPPER_FACTS.outOfMemory)
  );
}

/** The runner vanished; excused where that was no fault of the job. */
export function lost(
  message: string,
  { excused = false }: { excused?: boolean } = {},
): Failure {
  const failure: Failure = { outcome: "failed", reason: "lost", message };
  return excused ? { ...failure, excused } : failure;
}

/** Nodes that are shut down or emptied say so; what a node throws out may have filled it. */
const BY_NODE =
  /^(?:Terminated|NodeShutdown|Shutdown|NodeLost|NodeAffinity|Preempting|PreemptionByScheduler)$/;

function endOfPod({ reason, message }: { reason: string; message: string }) {
  const said = message === "" ? reason : message.trim();
  switch (reason) {
    case "Evicted":
      return lost(`The job's pod was evicted from its node: ${said}`);
    case "DeadlineExceeded":
      return lost(
        "The job's pod was ended, since it took far longer than it may: its input or its outputs could not be moved in time.",
      );
    default:
      return lost(`The job's pod was ended by its node (${reason}): ${said}`, {
        excused: BY_NODE.test(reason),
      });
  }
}

function endOfScript(
  terminated: Terminated,
  definition: FunctionDefinition,
): AttemptEnd {
  const { exitCode, reason = "" } = terminated;
  const message = terminated.message?.trim() ?? "";
  if (message.startsWith(WRAPPER_FACTS.outOfMemory)) {
    const code = message.slice(WRAPPER_FACTS.outOfMemory.length);
    return outOfMemory(Number(code), definition);
  }
  if (reason === "OOMKilled") return outOfMemory(exitCode, definition);
  if (reason === "StartError" || reason === "ContainerCannotRun")
    return startFailed(startProblem(message, definition));
  if (message === WRAPPER_FACTS.noInterpreter) {
    const { program } = interpreterOf(definition.script);
    return startFailed(
      `The script's interpreter ${program} is not in the image ${definition.image}.`,
    );
  }
  if (message === WRAPPER_FACTS.timeout)
    return timedOut(definition.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  return failureOfExit(
    { code: exitCode, signal: null },
    { outOfMemoryKills: 0 },
  );
}

const KILLED = 137;

function outOfMemory(
  exitCode: number,
  definition: FunctionDefinition,
): Failure {
  const who =
    exitCode === KILLED
      ? "The script was killed"
      : "A program that the script had started was killed";
  const limit = definition.limits?.memory;
  const why =
    limit === undefined
      ? "since its node ran out of memory"
      : `since the job used more memory than its limit of ${limit}`;
  return {
    outcome: "failed",
    reason: "out_of_memory",
    message: `${who}, ${why}.`,
    exitCode,
  };
}

function startProblem(message: string, { image }: FunctionDefinition): string {
  if (/exec: "\/bin\/sh"/.test(message))
    return `The image ${image} has no /bin/sh, which every job needs.`;
  if (/argument list too long/i.test(message))
    return "The event, the environment and the secrets together are larger than Linux lets a program have.";
  const said = /unable to start container process: (.*)$/s.exec(message)?.[1];
  return `The container could not be started: ${said ?? message}.`;
}

function endOfUpload(terminated: Terminated): AttemptEnd {
  if (terminated.exitCode === 0)
    return lost("The job's pod ended without having told of its outputs.");
  return endOfSupervisor(terminated, "The outputs could not be uploaded");
}

/** Our own containers leave their outcome as JSON; where they were killed, none. */
function endOfSupervisor(
  { exitCode, reason, message = "" }: Terminated,
  what: string,
): AttemptEnd {
  const told = SupervisorMessage.safeParse(parsed(message));
  if (told.success) return told.data;
  const how =
    reason === "OOMKilled" ? "it ran out of memory" : `exit code ${exitCode}`;
  return lost(`${what} (${how}).`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
