import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import { LOG_END, OOM_COUNTS, WRAPPER, WRAPPER_FACTS } from "./wrapper.ts";

/** A process namespace of its own, in which the wrapper is process 1 and reaches nobody else. */
const NAMESPACE = ["unshare", "--pid", "--fork", "--kill-child"];
const isAllowed =
  spawnSync("unshare", [...NAMESPACE.slice(1), "true"]).status === 0;
const SHELLS = [["dash"], ["bash", "--posix"], ["busybox", "sh"]].filter(
  ([program = "", ...rest]) =>
    spawnSync(program, [...rest, "-c", "true"]).status === 0,
);

interface Run {
  script: string;
  limit?: number;
  grace?: number;
  interpreter?: string;
  /** What the kernel has counted. */
  counts?: string;
}

async function start(shell: string[], run: Run) {
  const folder = await temporaryFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const out = join(folder.path, "out");
  const facts = join(folder.path, "facts");
  const script = join(folder.path, "script");
  await mkdir(out);
  const counts = join(folder.path, "counts");
  await writeFile(script, run.script);
  await writeFile(counts, run.counts ?? "oom 0\noom_kill 0\n");
  const { limit = 60, grace = 60, interpreter = "/bin/sh" } = run;
  const [program = "", ...rest] = NAMESPACE;
  const child = spawn(
    program,
    [
      ...rest,
      ...shell,
      "-c",
      WRAPPER.replace(OOM_COUNTS.join(" "), `/nowhere ${counts}`).replaceAll(
        "/dev/termination-log",
        facts,
      ),
      "oscar",
      String(limit),
      String(grace),
      interpreter,
      script,
    ],
    {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, TMP_OUTPUT_DIR: out },
    },
  );
  const errors = text(child.stderr);
  return { child, out, facts, errors };
}

async function ended({ child }: { child: ChildProcess }): Promise<number> {
  const [code] = (await once(child, "exit")) as [number];
  return code;
}

async function runIn(shell: string[], run: Run) {
  const started = await start(shell, run);
  const log = text(started.child.stdout);
  const code = await ended(started);
  const facts = await readFile(started.facts, "utf8").catch(() => "");
  const errors = await started.errors;
  const [said = "", filling = ""] = splitAfter(await log, LOG_END);
  return { ...started, code, log: said, filling, facts: facts.trim(), errors };
}

function splitAfter(text: string, mark: string): string[] {
  const to = text.indexOf(mark) + mark.length;
  return [text.slice(0, to), text.slice(to)];
}

describe.skipIf(!isAllowed).each(SHELLS.map((shell) => ({ shell })))(
  "the wrapper in $shell (needs the right to make a process namespace)",
  ({ shell }) => {
    it("has the script's exit status, and both its outputs in order", async () => {
      const script = "echo one; echo two >&2; printf three; cat; exit 7";
      const run = await runIn(shell, { script });
      const said = { log: `one\ntwo\nthree${LOG_END}`, errors: "", facts: "" };
      expect(run).toMatchObject({ code: 7, ...said });
    });

    it("pushes the end of the log through pipes that somebody is slow to empty", async () => {
      const { filling } = await runIn(shell, { script: "echo one" });
      expect(filling.trim()).toBe("");
      // Linux pipes hold 64 KiB; a runtime has two of them.
      expect(filling.length).toBeGreaterThan(4 * 65_536 - 1);
    });

    it("gives a script that a signal ended the status that shells give it", async () => {
      const run = await runIn(shell, { script: "kill -KILL $$" });
      expect(run).toMatchObject({ code: 137, log: LOG_END, errors: "" });
    });

    it("ends the script at its time limit, whatever that exits with", async () => {
      const script =
        "trap 'echo told; exit 0' TERM; while :; do sleep 0.1; done";
      const run = await runIn(shell, { script, limit: 1 });
      const facts = WRAPPER_FACTS.timeout;
      expect(run).toMatchObject({ code: 124, facts });
      expect(run.log).toContain("told\n");
    });

    it("kills a script that ignores the signal, and all that it has started", async () => {
      const script =
        "trap '' TERM; setsid sh -c 'trap \"\" TERM; sleep 600' & sleep 600; sleep 600";
      const run = await runIn(shell, { script, limit: 1, grace: 1 });
      expect(run).toMatchObject({ code: 124, facts: WRAPPER_FACTS.timeout });
    });

    it("passes SIGTERM on", async () => {
      const script =
        "trap 'echo told; exit 3' TERM; echo ready; while :; do sleep 0.1; done";
      const started = await start(shell, { script });
      const exited = ended(started);
      const lines = createInterface({ input: started.child.stdout });
      const seen: string[] = [];
      for await (const line of lines) {
        seen.push(line);
        if (line !== "ready") continue;
        // The child of unshare is process 1 of the namespace.
        const { pid } = started.child;
        const children = `/proc/${pid}/task/${pid}/children`;
        process.kill(Number(await readFile(children, "utf8")), "SIGTERM");
      }
      expect(await exited).toBe(143);
      expect(seen).toContain("told");
    });

    it("does not wait for what the script left running", async () => {
      const script = "sleep 600 & setsid sleep 600 & echo done";
      expect(await runIn(shell, { script })).toMatchObject({
        code: 0,
        log: `done\n${LOG_END}`,
      });
    });

    it("makes the outputs readable for another user", async () => {
      const script =
        'umask 077; cd "$TMP_OUTPUT_DIR"; mkdir d; echo x >d/f; chmod 0 d/f d .';
      const { out, code } = await runIn(shell, { script });
      expect(code).toBe(0);
      expect((await stat(join(out, "d"))).mode & 0o777).toBe(0o755);
      expect((await stat(join(out, "d/f"))).mode & 0o777).toBe(0o644);
    });

    it.each([
      [0, 137],
      [3, 3],
      [137, 137],
    ])(
      "tells a want of memory, and that the script exited with %i",
      async (exitCode, code) => {
        const counts = "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n";
        const run = await runIn(shell, { script: `exit ${exitCode}`, counts });
        const facts = `${WRAPPER_FACTS.outOfMemory} ${exitCode}`;
        expect(run).toMatchObject({ code, facts, errors: "" });
      },
    );

    it("says where there is no such interpreter", async () => {
      const run = await runIn(shell, {
        script: "",
        interpreter: "/bin/nowhere",
      });
      const facts = WRAPPER_FACTS.noInterpreter;
      expect(run).toMatchObject({ code: 127, facts });
    });
  },
);

it("does nothing where it is not process 1, since it would end all processes", async () => {
  const { path, ...folder } = await temporaryFolder();
  const touched = join(path, "touched");
  await writeFile(join(path, "script"), `: >${touched}`);
  const args = [
    "-c",
    WRAPPER,
    "oscar",
    "1",
    "1",
    "/bin/sh",
    join(path, "script"),
  ];
  expect(spawnSync("/bin/sh", args).status).toBe(125);
  await expect(access(touched)).rejects.toThrow("ENOENT");
  await folder[Symbol.asyncDispose]();
});
