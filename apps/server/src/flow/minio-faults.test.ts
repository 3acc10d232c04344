import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describeOnMinio } from "@oscar/object-store/testing/describe-on-minio.ts";
import { otherProgram } from "@oscar/object-store/testing/other-program.ts";
import {
  makeVersionedBucket,
  versionsIn,
} from "@oscar/object-store/testing/versions.ts";
import { expect, test, vi } from "vitest";
import {
  chainNamed,
  chainResults,
  waitForJobs,
} from "../testing/chained-functions.ts";
import { consoleVariables } from "../testing/console-on-minio.ts";
import { serve } from "../http/serve.ts";
import {
  CRASHING_MAIN,
  startServerProcess,
} from "../testing/server-process.ts";
import { COPY, GATED, startConsole } from "../testing/start-console.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const VIDEOS = 12;
const KILLS = 5;
/** Each pause between them is longer than the last one. */
const TRIES = 3;

/** What answers at MinIO's address while it is away; it counts who asks for what. */
async function standIn(endpoint: string) {
  const asked: string[] = [];
  const { port } = new URL(endpoint);
  const server = await serve(
    ({ url = "" }, response) => {
      asked.push(url);
      response.writeHead(503).end();
    },
    { host: "127.0.0.1", port: Number(port) },
  );
  return {
    tries: (path: string) => asked.filter((url) => url.startsWith(path)).length,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describeOnMinio("a MinIO that comes and goes", (server) => {
  test("may be away when the console starts, which takes up what came before", async () => {
    await using folder = await temporaryFolder();
    const environment = consoleVariables(server());
    const wishes = { dataDir: folder.path, environment };
    {
      await using first = await startConsole(wishes);
      await first.save({ name: "later", script: COPY });
    }
    await otherProgram(server()).putObject("later-in", "key", "x");
    await server().kill();
    await using console = await startConsole(wishes);
    const { problems } = await console.client.getStatus();
    expect(problems).toMatchObject([
      {
        code: "store_unavailable",
        message: expect.stringMatching(/Start it, or correct MINIO_ENDPOINT/),
      },
    ]);
    const request = { params: { name: "later" } };
    expect(await console.client.getFunction(request)).toMatchObject({
      ready: false,
    });
    await server().start();
    await vi.waitFor(
      async () =>
        expect(await console.jobs("later")).toMatchObject([
          { state: "succeeded" },
        ]),
      // Less than a minute, after which the reconciler comes by in any case.
      { timeout: 20_000, interval: 50 },
    );
    expect(await console.text("later-out", "key")).toBe("x");
  }, 60_000);

  test("costs no job an attempt while it is away in mid-flow, nor while a proxy answers for it", async () => {
    await using folder = await temporaryFolder();
    const gate = path.join(folder.path, "gate");
    const environment = consoleVariables(server());
    await using console = await startConsole({ environment });
    await console.save({ name: "again", script: COPY });
    await console.put("again-in", "key", "to be read");
    const [first] = await console.expectStates("again", ["succeeded"]);
    const variables = { GATE: gate };
    await console.save({ name: "long", script: GATED, environment: variables });
    await console.put("long-in", "key", "to be written");
    await console.expectStates("long", ["running"]);
    await server().kill();
    await console.client.retryJob({ params: { id: first?.id ?? "" } });
    await writeFile(gate, "");
    {
      await using proxy = await standIn(server().endpoint);
      for (const asked of ["/again-in/key?", "/long-out"])
        await vi.waitFor(
          () => expect(proxy.tries(asked)).toBeGreaterThan(TRIES),
          { timeout: 20_000, interval: 50 },
        );
      await expect(console.put("again-in", "new", "x")).rejects.toMatchObject({
        code: "unavailable",
      });
    }
    await server().start();
    const [again] = await console.expectStates("again", ["succeeded"]);
    const [long] = await console.expectStates("long", ["succeeded"]);
    expect([again?.attempt, long?.attempt]).toEqual([2, 1]);
    expect(await console.text("again-out", "key")).toBe("to be read");
    expect(await console.text("long-out", "key")).toBe("to be written");
  }, 60_000);

  test("loses nothing and doubles nothing when it is killed in mid-flow, again and again", async () => {
    for (const bucket of ["killed-second-in", "killed-second-out"])
      await makeVersionedBucket(server(), bucket);
    const environment = consoleVariables(server());
    await using console = await startConsole({ environment });
    for (const definition of chainNamed("killed"))
      await console.save(definition);
    const names = Array.from({ length: VIDEOS }, (_, index) => `v${index}`);
    for (const name of names)
      await console.put("killed-first-in", `${name}.txt`, `${name}\n`);
    const succeeded = async () => {
      const { functions } = await console.client.listFunctions();
      return functions.reduce((sum, { counts }) => sum + counts.succeeded, 0);
    };
    for (let kills = 1; kills <= KILLS; kills++) {
      const due = (4 * VIDEOS * kills) / (KILLS + 1);
      await vi.waitFor(
        async () => expect(await succeeded()).toBeGreaterThanOrEqual(due),
        { timeout: 60_000, interval: 10 },
      );
      await server().kill();
      await server().start();
    }
    await waitForJobs(console.client, 4 * VIDEOS, 120_000);
    const expected = names.map((name) => chainResults(name, `${name}\n`));
    const results = await versionsIn(server(), "killed-second-out");
    expect(results).toEqual(
      Object.fromEntries(
        expected
          .flatMap((each) => Object.entries(each))
          .map(([key, content]) => [key, [content]]),
      ),
    );
    const frames = await versionsIn(server(), "killed-second-in");
    expect(Object.values(frames).map(({ length }) => length)).toEqual(
      Array(3 * VIDEOS).fill(1),
    );
  }, 240_000);

  test("may be away when the console starts with results that are to be published", async () => {
    await using folder = await temporaryFolder();
    const dataDir = folder.path;
    const environment = consoleVariables(server());
    await makeVersionedBucket(server(), "begun-out");
    {
      await using first = await startServerProcess({
        dataDir,
        main: CRASHING_MAIN,
        environment: {
          ...environment,
          CRASH_AT: "ledger.publishing.begin:after:1",
        },
      });
      const signal = AbortSignal.timeout(60_000);
      const exited = once(first.child, "exit", { signal });
      const body = { name: "begun", image: "none", script: COPY };
      await first.client.createFunction({ body });
      await first.client.putObject({
        params: { bucket: "begun-in" },
        query: { key: "key" },
        body: "x",
      });
      await exited;
    }
    await server().kill();
    await using console = await startConsole({ dataDir, environment });
    {
      await using proxy = await standIn(server().endpoint);
      await vi.waitFor(
        () => expect(proxy.tries("/begun-out")).toBeGreaterThan(TRIES),
        { timeout: 20_000, interval: 50 },
      );
    }
    const [job] = await console.jobs("begun");
    expect(job).toMatchObject({ state: "publishing", attempt: 1 });
    await server().start();
    await console.expectStates("begun", ["succeeded"]);
    expect(await versionsIn(server(), "begun-out")).toEqual({ key: ["x"] });
  }, 60_000);

  test.each([
    ["MINIO_SECRET_KEY", "not-the-secret"],
    ["MINIO_ACCESS_KEY", "nobody"],
    ["MINIO_ENDPOINT", "http://127.0.0.1:9"],
    ["MINIO_ENDPOINT", "https://127.0.0.1:9"],
  ])("a wrong %s is named to the user", async (name, value) => {
    const environment = { ...consoleVariables(server()), [name]: value };
    await using console = await startConsole({ environment });
    const words = { message: expect.stringContaining(name) };
    const { problems } = await console.client.getStatus();
    expect(problems).toMatchObject([{ code: "store_unavailable", ...words }]);
    const unavailable = { code: "unavailable", ...words };
    await expect(console.put("some-bucket", "key", "x")).rejects.toMatchObject(
      unavailable,
    );
    await expect(console.client.listBuckets()).rejects.toMatchObject(
      unavailable,
    );
  });
});
