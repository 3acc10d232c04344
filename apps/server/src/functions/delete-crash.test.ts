import { once } from "node:events";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { waitForJobs } from "../testing/chained-functions.ts";
import {
  CRASHING_MAIN,
  startServerProcess,
} from "../testing/server-process.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("a server that dies while it deletes a function leaves no log of its jobs", async () => {
  await using folder = await temporaryFolder();
  const dataDir = folder.path;
  const params = { name: "f" };
  {
    await using server = await startServerProcess({
      dataDir,
      main: CRASHING_MAIN,
      environment: { CRASH_AT: "logs.delete:after:1" },
    });
    const { client, child } = server;
    await client.createFunction({
      body: { name: "f", image: "none", script: "echo a line" },
    });
    for (const key of ["a", "b", "c"])
      await client.putObject({
        params: { bucket: "f-in" },
        query: { key },
        body: key,
      });
    await waitForJobs(client, 3);
    expect(await readdir(path.join(dataDir, "logs"))).toHaveLength(3);
    const exited = once(child, "exit");
    await client.deleteFunction({ params, query: {} }).catch(() => undefined);
    await exited;
  }
  expect(await readdir(path.join(dataDir, "logs"))).toHaveLength(2);
  await using next = await startServerProcess({ dataDir });
  expect(await next.client.listFunctions()).toEqual({ functions: [] });
  expect(await readdir(path.join(dataDir, "logs"))).toEqual([]);
}, 60_000);
