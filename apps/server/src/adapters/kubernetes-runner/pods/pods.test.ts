import { describe, expect, it } from "vitest";
import { attemptOf } from "../testing.fixture.ts";
import { WRAPPER_FACTS } from "../manifests/wrapper.ts";
import { endOf } from "./explain-end.ts";
import type { ContainerStatus, Pod, PodStatus, Terminated } from "./pod.ts";
import { isMarked, readPod } from "./read-pod.ts";
import { isRefusal, supervisorProblem, wordsOf } from "./words.ts";

const AT = "2026-01-02T03:04:05Z";
const STARTED = new Date(AT);

type State = ContainerStatus["state"];

function pod(
  states: { fetch?: State; main?: State; upload?: State },
  status: PodStatus = {},
  metadata: Partial<Pod["metadata"]> = {},
): Pod {
  const { fetch, main, upload } = states;
  return {
    metadata: { name: "oscar-x-1-abcde", ...metadata },
    status: {
      phase: "Pending",
      initContainerStatuses: [
        { name: "fetch", ...(fetch ? { state: fetch } : {}) },
        { name: "main", ...(main ? { state: main } : {}) },
      ],
      containerStatuses: [
        { name: "upload", ...(upload ? { state: upload } : {}) },
      ],
      ...status,
    },
  };
}

const done: State = { terminated: { exitCode: 0, startedAt: AT } };
const inTurn: State = { waiting: { reason: "PodInitializing" } };

function ended(terminated: Partial<Terminated>): State {
  return { terminated: { exitCode: 1, startedAt: AT, ...terminated } };
}

describe("what a pod's status says", () => {
  it("is nothing before a node has it", () => {
    expect(readPod({ metadata: { name: "x" } })).toEqual({ stage: "pending" });
    const waiting = pod({ fetch: inTurn, main: inTurn, upload: inTurn });
    expect(readPod(waiting)).toEqual({ stage: "pending" });
  });

  it("is that the script runs, and since when", () => {
    const running = { running: { startedAt: AT } };
    expect(readPod(pod({ fetch: done, main: running }))).toEqual({
      stage: "running",
      startedAt: STARTED,
    });
  });

  it("is that the outputs are uploaded once the script has succeeded", () => {
    expect(readPod(pod({ fetch: done, main: done, upload: inTurn }))).toEqual({
      stage: "uploading",
      startedAt: STARTED,
    });
  });

  it("is no start where the container could not be started", () => {
    const terminated = {
      reason: "StartError",
      startedAt: "1970-01-01T00:00:00Z",
    };
    const reading = readPod(pod({ fetch: done, main: ended(terminated) }));
    expect(reading).toMatchObject({ stage: "ended", cause: { by: "main" } });
    expect(reading).not.toHaveProperty("startedAt");
  });

  it("is the end of the whole pod rather than what that did to its containers", () => {
    const states = { fetch: done, main: ended({ exitCode: 137 }) };
    const reason = "Evicted";
    const reading = readPod(pod(states, { phase: "Failed", reason }));
    expect(reading).toMatchObject({
      stage: "ended",
      cause: { by: "pod", reason },
    });
  });

  it("is that its node is gone once Kubernetes has given it up", () => {
    const states = { fetch: done, main: { running: { startedAt: AT } } };
    const type = "DisruptionTarget";
    const conditions = [
      { type, status: "True", reason: "DeletionByTaintManager" },
    ];
    const gone = pod(states, { conditions }, { deletionTimestamp: AT });
    expect(readPod(gone)).toMatchObject({ cause: { by: "node" } });
    expect(readPod(pod(states, { conditions })).stage).toBe("running");
  });
});

describe("what a pod waits for, in words", () => {
  function wordsFor(given: Pod): string {
    const reading = readPod(given);
    if (reading.stage !== "pending" && reading.stage !== "uploading")
      throw new Error(reading.stage);
    return reading.waiting ? wordsOf(reading.waiting, "nosuch/image:1") : "";
  }

  it("names the image and what the registry said", () => {
    const said =
      'failed to resolve reference "docker.io/nosuch/image:1": docker.io/nosuch/image:1: not found';
    const waitings = [
      {
        reason: "ErrImagePull",
        message: `rpc error: code = NotFound desc = ${said}`,
      },
      {
        reason: "ImagePullBackOff",
        message: `Back-off pulling image "nosuch/image:1": ErrImagePull: ${said}`,
      },
    ];
    for (const waiting of waitings)
      expect(wordsFor(pod({ fetch: done, main: { waiting } }))).toBe(
        `The image nosuch/image:1 cannot be pulled: ${said}.`,
      );
  });

  it("tells the operator where it is the console's own image", () => {
    const waiting = { reason: "ErrImagePull", message: "no such host" };
    expect(wordsFor(pod({ fetch: { waiting } }))).toMatch(
      /OSCAR_SUPERVISOR_IMAGE.*no such host\.$/,
    );
  });

  it("says which nodes do not take it, and why", () => {
    const message =
      "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";
    const reason = "Unschedulable";
    const conditions = [
      { type: "PodScheduled", status: "False", reason, message },
    ];
    expect(wordsFor(pod({}, { conditions }))).toBe(
      "0/1 nodes are available: 1 Insufficient cpu.",
    );
  });

  it("says what a container lacks", () => {
    const waiting = {
      reason: "CreateContainerConfigError",
      message: 'secret "x" not found',
    };
    expect(wordsFor(pod({ fetch: { waiting } }))).toBe(
      'Its container cannot be made: secret "x" not found.',
    );
  });

  it.each([
    ["docker.io/nosuch/image:1: not found", true],
    ["pull access denied, repository does not exist", true],
    [
      "failed to authorize: failed to fetch oauth token: 401 Unauthorized",
      true,
    ],
    [
      "dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host",
      false,
    ],
    ["received unexpected HTTP status: 503 Service Unavailable", false],
  ])("knows a refusal from a registry that is away: %s", (message, refusal) => {
    expect(isRefusal(message)).toBe(refusal);
  });
});

it.each([
  ["The server cannot be reached. (fetch failed)", /OSCAR_POD_URL\.$/],
  ["The store answered with status 503.", /MINIO_POD_ENDPOINT\.$/],
  ["MinIO is away.", /: MinIO is away\.$/],
])("knows what the moving of bytes waits for: %s", (said, words) => {
  const line = `waiting: ${said}\n`;
  expect(supervisorProblem("fetch", line)).toMatch(words);
  expect(supervisorProblem("fetch", line)).toMatch(/cannot fetch the input/);
  expect(supervisorProblem("upload", line)).toMatch(
    /script has succeeded, .*cannot upload the outputs/,
  );
  expect(supervisorProblem("upload", "It goes on.\n")).toBeUndefined();
});

describe("what a pod's end means", () => {
  function meaningOf(given: Pod, definition = {}) {
    const reading = readPod(given);
    if (reading.stage !== "ended") throw new Error(reading.stage);
    return endOf(reading.cause, attemptOf(definition).definition);
  }
  const ofMain = (terminated: Partial<Terminated>, definition = {}) =>
    meaningOf(pod({ fetch: done, main: ended(terminated) }), definition);

  it("is the script's exit code", () => {
    expect(ofMain({ exitCode: 7 })).toMatchObject({
      reason: "exit_code",
      exitCode: 7,
      message: "The script ended with exit code 7.",
    });
  });

  it.each([
    [3, true],
    [124, true],
    [127, false],
    [137, false],
  ])("has marked the log's end with exit code %i: %s", (exitCode, expected) => {
    const terminated = { exitCode };
    expect(isMarked({ by: "main", terminated })).toBe(expected);
    expect(isMarked({ by: "upload", terminated })).toBe(true);
    expect(isMarked({ by: "fetch", terminated })).toBe(false);
  });

  it("is the time limit only where the wrapper says so", () => {
    const message = `${WRAPPER_FACTS.timeout}\n`;
    const definition = { timeoutSeconds: 60 };
    expect(ofMain({ exitCode: 124, message }, definition)).toMatchObject({
      reason: "timeout",
      message: expect.stringContaining("60 seconds") as string,
    });
    expect(ofMain({ exitCode: 124 })).toMatchObject({ reason: "exit_code" });
  });

  it.each([
    [137, /^The script was killed.*limit of 16Mi/],
    [3, /^A program that the script had started was killed/],
    [0, /^A program that the script had started was killed/],
  ])("is want of memory, with exit code %i", (exitCode, message) => {
    const definition = { limits: { memory: "16Mi" } };
    const end = ofMain({ exitCode, reason: "OOMKilled" }, definition);
    expect(end).toMatchObject({ reason: "out_of_memory", exitCode });
    expect(end).toHaveProperty("message", expect.stringMatching(message));
  });

  it("is want of memory where only the kernel has told of it", () => {
    const message = `${WRAPPER_FACTS.outOfMemory} 0\n`;
    const end = ofMain({ exitCode: 137, reason: "Error", message }, {});
    expect(end).toMatchObject({ reason: "out_of_memory", exitCode: 0 });
  });

  it.each([
    [
      'exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown',
      /has no \/bin\/sh/,
    ],
    ["exec /bin/sh: argument list too long: unknown", /larger than Linux/],
    [
      "unable to start container process: whatever",
      /could not be started: whatever/,
    ],
  ])("is that the container could not start: %s", (said, words) => {
    const message = `failed to create containerd task: OCI runtime create failed: ${said}`;
    const end = ofMain({ exitCode: 128, reason: "StartError", message });
    expect(end).toMatchObject({ reason: "start_failed" });
    expect(end).toHaveProperty("message", expect.stringMatching(words));
  });

  it("names an interpreter that the image does not have", () => {
    const definition = { script: "#!/usr/bin/python3\n" };
    const message = WRAPPER_FACTS.noInterpreter;
    expect(ofMain({ exitCode: 127, message }, definition)).toMatchObject({
      reason: "start_failed",
      message:
        "The script's interpreter /usr/bin/python3 is not in the image grycap/ffmpeg.",
    });
  });

  it.each([
    ["Evicted", "The node was low on resource: memory.", undefined],
    [
      "NodeShutdown",
      "Pod was terminated in response to imminent node shutdown.",
      true,
    ],
    ["DeadlineExceeded", "Pod was active on the node longer", undefined],
  ])("is a loss where the pod was ended as %s", (reason, message, excused) => {
    const gone = pod({ fetch: done }, { phase: "Failed", reason, message });
    const end = meaningOf(gone);
    expect(end).toMatchObject({ outcome: "failed", reason: "lost" });
    expect((end as { excused?: boolean }).excused).toBe(excused);
  });

  it("is what our own container told, and a loss where it could not", () => {
    const told = { outcome: "stale", reason: "superseded" };
    const message = JSON.stringify(told);
    expect(meaningOf(pod({ fetch: ended({ message }) }))).toEqual(told);
    for (const noise of ["", "{", '{"outcome":"succeeded"}'])
      expect(meaningOf(pod({ fetch: ended({ message: noise }) }))).toEqual({
        outcome: "failed",
        reason: "lost",
        message: "The input could not be fetched (exit code 1).",
      });
  });
});
