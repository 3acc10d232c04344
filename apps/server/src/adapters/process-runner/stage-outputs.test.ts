import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { AppError } from "@oscar/contracts";
import { type ObjectStore, openDirectoryStore } from "@oscar/object-store";
import { describe, expect, it, onTestFinished } from "vitest";
import { OUT, RunnerTester } from "../../ports/runner-tester.contract.ts";
import { createProcessWorld } from "./process-world.fixture.ts";

type StageFile = ObjectStore["stageFile"];

/** A real store in which staging can be made to fail. */
async function createWorldWith(stageFile: (real: StageFile) => StageFile) {
  const root = await mkdtemp(join(tmpdir(), "oscar-staging-"));
  const store = await openDirectoryStore({ root });
  const replaced = stageFile(store.stageFile.bind(store));
  const proxy = new Proxy(store, {
    get(target, name) {
      if (name === "stageFile") return replaced;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function"
        ? (value.bind(target) as unknown)
        : value;
    },
  });
  const world = await createProcessWorld({ store: proxy });
  const tester = new RunnerTester(world);
  await tester.prepare();
  return {
    tester,
    /** What is staged and neither published nor discarded. */
    async staged() {
      const names = await readdir(join(root, "staging"));
      return names.filter((name) => name.startsWith("staged-"));
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
    },
  };
}

const TWO = 'echo 1 >"$TMP_OUTPUT_DIR/a"; echo 2 >"$TMP_OUTPUT_DIR/b"';

/** Stages the first file and fails at the second. */
function failingWith(error: Error) {
  return (real: StageFile): StageFile =>
    async (object, ...rest) => {
      if (object.key.endsWith("/b")) throw error;
      return real(object, ...rest);
    };
}

describe("staging", () => {
  it("discards what it has staged where one output fails", async () => {
    const conflict = new AppError("key_conflict", "A folder has this name.");
    await using world = await createWorldWith(failingWith(conflict));
    const end = await world.tester.run(await world.tester.attempt(TWO));
    expect(end).toEqual({
      outcome: "failed",
      reason: "output_failed",
      message:
        'The output "b" cannot become an object: A folder has this name.',
    });
    expect(await world.staged()).toEqual([]);
  });

  it("says in words that the disk is full", async () => {
    const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
    await using world = await createWorldWith(failingWith(full));
    const end = await world.tester.run(await world.tester.attempt(TWO));
    expect(end).toMatchObject({ reason: "output_failed" });
    expect(end).toHaveProperty(
      "message",
      expect.stringMatching(/disk is full/),
    );
    expect(await world.staged()).toEqual([]);
  });

  it("outlives a store that is unavailable for a while", async () => {
    let failures = 2;
    await using world = await createWorldWith((real) => (...args) => {
      if (failures-- > 0)
        throw new AppError("unavailable", "The store restarts.");
      return real(...args);
    });
    const attempt = await world.tester.attempt(TWO);
    const end = await world.tester.run(attempt);
    const outputs = await world.tester.outputsOf(attempt, end);
    expect(outputs).toEqual({ a: "1\n", b: "2\n" });
    expect(failures).toBeLessThan(0);
  });

  it("is undone where the job is cancelled meanwhile", async () => {
    const cancel = new AbortController();
    await using world = await createWorldWith((real) => (object, ...rest) => {
      if (object.key.endsWith("/b")) cancel.abort();
      return real(object, ...rest);
    });
    const attempt = await world.tester.attempt(TWO);
    const end = await world.tester.run(attempt, cancel.signal);
    expect(end).toEqual({ outcome: "cancelled" });
    expect(await world.staged()).toEqual([]);
  });
});

describe("an output", () => {
  async function runAndKeep(script: string) {
    await using world = await createWorldWith((real) => real);
    const { tester } = world;
    const attempt = await tester.attempt(script);
    const end = await tester.run(attempt);
    return end.outcome === "succeeded"
      ? { end, outputs: await tester.outputsOf(attempt, end) }
      : { end, outputs: {}, staged: await world.staged() };
  }

  it("fails the job where its name is not valid UTF-8", async () => {
    const script = `${TWO}; echo 3 >"$TMP_OUTPUT_DIR/$(printf 'c\\377')"`;
    const { end, staged } = await runAndKeep(script);
    expect(end).toMatchObject({ reason: "output_failed" });
    expect(end).toHaveProperty("message", expect.stringContaining("UTF-8"));
    expect(staged).toEqual([]);
  });

  it("is kept though the script took the right to read it away", async () => {
    const script =
      'mkdir "$TMP_OUTPUT_DIR/d"; echo 1 >"$TMP_OUTPUT_DIR/d/a"; chmod 000 "$TMP_OUTPUT_DIR/d/a" "$TMP_OUTPUT_DIR/d"';
    expect((await runAndKeep(script)).outputs).toEqual({ "d/a": "1\n" });
  });

  it("does not change with a file that it was a link to", async () => {
    await using world = await createWorldWith((real) => real);
    const { tester } = world;
    const outside = join(await mkdtemp(join(tmpdir(), "oscar-link-")), "x");
    await writeFile(outside, "before");
    const definition = { environment: { OUTSIDE: outside } };
    const script = 'ln "$OUTSIDE" "$TMP_OUTPUT_DIR/a"';
    const attempt = await tester.attempt(script, { definition });
    const end = await tester.run(attempt);
    expect(await tester.outputsOf(attempt, end)).toEqual({ a: "before" });
    await writeFile(outside, "after");
    const key = `${attempt.input.key}/a`;
    const read = await tester.world.store.read(OUT, key);
    expect(read && (await text(read.body))).toBe("before");
  });

  it("can be one of very many, all of them in order", async () => {
    const script =
      'cd "$TMP_OUTPUT_DIR"; i=1000; while [ $i -lt 1300 ]; do echo $i >$i; i=$((i+1)); done';
    const { end, outputs } = await runAndKeep(script);
    expect(Object.keys(outputs)).toHaveLength(300);
    const keys =
      end.outcome === "succeeded" ? end.staged.map(({ key }) => key) : [];
    expect(keys).toEqual([...keys].sort());
  });

  it("is remarked upon only so often", async () => {
    const script =
      'i=0; while [ $i -lt 50 ]; do ln -s x "$TMP_OUTPUT_DIR/$i"; i=$((i+1)); done';
    const { end } = await runAndKeep(script);
    const notes = end.outcome === "succeeded" ? end.notes : [];
    expect(notes).toHaveLength(21);
    expect(notes.at(-1)).toBe("… and 30 more");
  });
});

describe("an output folder that a script replaced", () => {
  it("by a link to a folder elsewhere does not move the files in there", async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), "oscar-elsewhere-"));
    onTestFinished(() => rm(elsewhere, { recursive: true, force: true }));
    await writeFile(join(elsewhere, "precious"), "mine");
    await using world = await createWorldWith((real) => real);
    const link = `rmdir "$TMP_OUTPUT_DIR"; ln -s ${elsewhere} "$TMP_OUTPUT_DIR"`;
    const end = await world.tester.run(await world.tester.attempt(link));
    expect(await readdir(elsewhere)).toEqual(["precious"]);
    expect(end).toMatchObject({ outcome: "failed", reason: "output_failed" });
    expect(await world.staged()).toEqual([]);
  });

  it.each([
    ["removed", 'rmdir "$TMP_OUTPUT_DIR"'],
    ["is a file now", 'rmdir "$TMP_OUTPUT_DIR"; echo >"$TMP_OUTPUT_DIR"'],
    [
      "is below a link now",
      'cd "$TMP_OUTPUT_DIR/../.."; name=$(basename "$(dirname "$TMP_OUTPUT_DIR")")\n' +
        'mv "$name" moved; ln -s moved "$name"',
    ],
  ])("fails in words where it %s", async (_, script) => {
    await using world = await createWorldWith((real) => real);
    const end = await world.tester.run(await world.tester.attempt(script));
    expect(end).toMatchObject({
      reason: "output_failed",
      message: expect.stringContaining("TMP_OUTPUT_DIR") as string,
    });
  });
});

it("an input folder that a script replaced by a link loses nothing at its other end", async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), "oscar-elsewhere-"));
  onTestFinished(() => rm(elsewhere, { recursive: true, force: true }));
  await using world = await createWorldWith((real) => real);
  const link = `cp "$INPUT_FILE_PATH" ${elsewhere}
folder=$(dirname "$INPUT_FILE_PATH"); rm -r "$folder"; ln -s ${elsewhere} "$folder"`;
  const end = await world.tester.run(await world.tester.attempt(link));
  expect(end.outcome).toBe("succeeded");
  expect(await readdir(elsewhere)).toHaveLength(1);
});

it.skipIf(process.getuid?.() === 0)(
  "keeps the outputs of a script that took all rights from its folders (root has them anyway)",
  async () => {
    await using world = await createWorldWith((real) => real);
    const lock =
      'cd /; chmod 0 "$TMP_OUTPUT_DIR"; chmod 0 "${TMP_OUTPUT_DIR%/out}"';
    const attempt = await world.tester.attempt(`${TWO}; ${lock}`);
    const end = await world.tester.run(attempt);
    expect(end).toHaveProperty("staged.length", 2);
  },
);
