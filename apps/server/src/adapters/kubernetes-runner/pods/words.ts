import type { Waiting } from "./read-pod.ts";
import { CONTAINERS } from "../manifests/pod-settings.ts";

/** What a pod waits for, for the function's user. */
export function wordsOf(waiting: Waiting, image: string): string {
  switch (waiting.for) {
    case "image":
      return waiting.container === CONTAINERS.main
        ? pullProblem(image, waiting.message)
        : `The console's own image cannot be pulled, so its operator must look at OSCAR_SUPERVISOR_IMAGE: ${bare(waiting.message)}`;
    case "node":
      return nodeProblem(waiting.message);
    case "container":
      return `Its container cannot be made: ${bare(waiting.message)}`;
  }
}

/** Names the image, and says what its registry said. */
function pullProblem(image: string, message: string): string {
  return `The image ${image} cannot be pulled: ${bare(message)}`;
}

const CANNOT = {
  fetch: "Its pod cannot fetch the input",
  upload: "Its script has succeeded, and its pod cannot upload the outputs",
};

/** Whose absence a container of ours tells of, and which variable holds its address for pods. */
const ADDRESSES = [
  { of: "The server", variable: "OSCAR_POD_URL" },
  { of: "The store", variable: "MINIO_POD_ENDPOINT" },
];

/**
 * What our container that moves the input or the outputs has said last, where it waits. Of
 * addresses that pods cannot reach its operator is told which variable holds them; the
 * server's own words, such as that MinIO is away, need no more.
 */
export function supervisorProblem(
  container: "fetch" | "upload",
  said: string,
): string | undefined {
  const [, what] = /^waiting: (.*)/m.exec(said) ?? [];
  if (what === undefined) return undefined;
  const problem = `${CANNOT[container]}: ${what}`;
  const address = ADDRESSES.find(({ of }) => what.startsWith(of));
  if (!address) return problem;
  return `${problem} Where it stays so, the console's operator must look at ${address.variable}.`;
}

/** True for an answer of a registry that asking again does not change. */
export function isRefusal(message: string): boolean {
  return /not ?found|manifest unknown|unauthorized|authorization failed|denied|forbidden|invalid reference/i.test(
    message,
  );
}

/**
 * The scheduler says after the reasons why throwing others out would not help either:
 * "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are ...".
 */
function nodeProblem(message: string): string {
  const reasons = message.split(/\s*(?:no new claims|preemption:)/, 1)[0];
  return bare(reasons || "no node takes it");
}

/** Without the layers that the message came through. */
function bare(message: string): string {
  const said = message
    .replace(/^Back-off pulling image "[^"]*": (?:\w+: )?/, "")
    .replaceAll(/rpc error: code = \w+ desc = /g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return /[.!?]$/.test(said) ? said : `${said}.`;
}
