import { describe, expect, test } from "vitest";
import { runnableScript } from "./runnable-script.ts";

describe("a script", () => {
  test("with Windows line ends is run with Unix ones, with a notice", () => {
    const { text, notices } = runnableScript("#!/bin/sh\r\necho a\r\n");
    expect(text).toBe("#!/bin/sh\necho a\n");
    expect(notices).toEqual([expect.stringContaining("CRLF")]);
  });

  test("with a byte order mark is run without it, with a notice", () => {
    const { text, notices } = runnableScript("\ufeff#!/bin/sh\necho a\n");
    expect(text).toBe("#!/bin/sh\necho a\n");
    expect(notices).toEqual([expect.stringContaining("byte order mark")]);
  });

  test("with both is told both", () => {
    const { text, notices } = runnableScript("\ufeffecho a\r\necho b");
    expect(text).toBe("echo a\necho b");
    expect(notices).toHaveLength(2);
  });

  test.each([
    "#!/bin/sh\necho a\n",
    "echo a",
    "#!/bin/sh\ncat <<END\nGET / HTTP/1.1\r\n\r\nEND\n",
    "printf 'a\rb'\n",
    "",
  ])("%j is run as it is", (script) => {
    expect(runnableScript(script)).toEqual({ text: script, notices: [] });
  });
});
