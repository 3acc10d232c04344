import { expect, test } from "vitest";
import { COPY, startConsole } from "../testing/start-console.ts";

test("a script with Windows line ends runs, and its function and its log say so", async () => {
  await using oscar = await startConsole();
  const script = `#!/bin/sh\r\nset -e\r\n${COPY}\r\n`;
  await oscar.save({ name: "windows", script });
  const params = { name: "windows" };
  const saved = await oscar.client.getFunction({ params });
  expect(saved.script).toBe(script);
  expect(saved.ready).toBe(true);
  expect(saved.problems).toEqual([expect.stringContaining("CRLF")]);
  await oscar.put("windows-in", "a", "content");
  const [job] = await oscar.expectStates("windows", ["succeeded"]);
  expect(await oscar.text("windows-out", "a")).toBe("content");
  const log = await oscar.client.getJobLog({
    params: { id: job?.id ?? "" },
    query: {},
  });
  expect(await log.text()).toContain("CRLF");
});
