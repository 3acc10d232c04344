import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import { FileJobLogs } from "../../process-runner/file-job-logs.ts";
import { LOG_END } from "../manifests/wrapper.ts";
import { type FollowLog, followLog } from "./follow-log.ts";
import { LogCopy } from "./log-copy.ts";

const NAME = { jobId: "job", attempt: 1 };
const FIRST = "2026-01-02T03:04:05.000000001Z first\n";
const LAST = "2026-01-02T03:04:05.000000002Z last\n";
const END = `2026-01-02T03:04:05.000000003Z ${LOG_END}`;

/** The copy of a log that a node writes later than the container ends. */
async function copyOf(
  sent: () => string,
  options: Pick<FollowLog, "isMarkDue" | "markMs">,
) {
  await using folder = await temporaryFolder();
  const logs = new FileJobLogs(folder.path);
  await using copy = await LogCopy.open(logs, NAME);
  const isWhole = await followLog(
    { log: async () => Readable.from([Buffer.from(sent())]) },
    {
      pod: "pod",
      container: "main",
      copy,
      ended: AbortSignal.abort(),
      signal: AbortSignal.timeout(15_000),
      onGap: () => Promise.reject(new Error("no gap")),
      onFault: (error) => {
        throw error;
      },
      ...options,
    },
  );
  return { isWhole, text: await readFile(logs.pathOf(NAME), "utf8") };
}

it("waits for the mark that is due, though the node is slow", async () => {
  const begun = performance.now();
  // Longer than what has no mark is waited for.
  const isWritten = () => performance.now() - begun > 4000;
  const sent = vi.fn<() => string>(() =>
    isWritten() ? FIRST + LAST + END : FIRST,
  );
  const { isWhole, text } = await copyOf(sent, { isMarkDue: () => true });
  expect(text).toBe("first\nlast\n");
  expect(isWhole).toBe(true);
  expect(sent.mock.calls.length).toBeGreaterThan(1);
});

it("tells where a mark that was due has not come", async () => {
  const options = { isMarkDue: () => true, markMs: 200 };
  const { isWhole, text } = await copyOf(() => FIRST, options);
  expect(text).toBe("first\n");
  expect(isWhole).toBe(false);
});

it("takes what is there for all where the whole container was killed", async () => {
  const options = { isMarkDue: () => false };
  const { isWhole, text } = await copyOf(() => FIRST, options);
  expect(text).toBe("first\n");
  expect(isWhole).toBe(true);
});
