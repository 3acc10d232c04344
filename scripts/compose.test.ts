import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeOnMinio } from "@oscar/object-store/testing/describe-on-minio.ts";
import { otherProgram } from "@oscar/object-store/testing/other-program.ts";
import { createClient } from "@oscar/contracts";
import { describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { startServerProcess } from "../apps/server/src/testing/server-process.ts";
import { temporaryFolder } from "../apps/server/src/testing/temporary-folder.ts";
import { startWebhookRelay } from "../apps/server/src/testing/webhook-relay.ts";
import { findCommand } from "./test/find-command.ts";
import { ROOT } from "./test/run-command.ts";

const run = promisify(execFile);
const isHere = findCommand("docker-compose") !== undefined;
const WAIT = { timeout: 30_000, interval: 50 };

interface Service {
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
}

async function services(): Promise<Record<string, Service>> {
  const text = await readFile(join(ROOT, "docker-compose.yml"), "utf8");
  return (parse(text) as { services: Record<string, Service> }).services;
}

function makeSecrets(folder: string) {
  return run("sh", [join(ROOT, "deploy/make-secrets.sh"), folder]);
}

test.skipIf(!isHere)(
  "docker-compose.yml is what docker-compose takes (docker-compose)",
  async () => {
    const { stdout } = await run("docker-compose", ["config", "--services"], {
      cwd: ROOT,
    });
    expect(stdout.split("\n").filter(Boolean).toSorted()).toEqual([
      "console",
      "minio",
      "secrets",
    ]);
  },
);

describe("the secrets of docker-compose.yml", () => {
  test("are made once, differ, and are for their owner alone", async () => {
    await using folder = await temporaryFolder();
    await makeSecrets(folder.path);
    const names = ["minio-password", "webhook-token", "admin-password"];
    const read = () =>
      Promise.all(
        [...names, "minio.env"].map((name) =>
          readFile(join(folder.path, name), "utf8"),
        ),
      );
    const first = await read();
    const secrets = first.slice(0, -1);
    expect(new Set(secrets).size).toBe(3);
    for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{48}$/);
    for (const name of [...names, "minio.env"])
      expect((await stat(join(folder.path, name))).mode & 0o077).toBe(0);
    await makeSecrets(folder.path);
    expect(await read()).toEqual(first);
  });

  test("the console tells by its probe whether it is ready", async () => {
    const { console } = await services();
    const [kind, command, ...args] = console?.healthcheck?.test ?? [];
    expect([kind, command]).toEqual(["CMD", "node"]);
    await using folder = await temporaryFolder();
    await using server = await startServerProcess({ dataDir: folder.path });
    const probe = (url: string) =>
      run(
        process.execPath,
        args.map((each) => each.replace("http://127.0.0.1:8080", url)),
      );
    await probe(server.url);
    await server.kill();
    await expect(probe(server.url)).rejects.toMatchObject({ code: 1 });
  });
});

describeOnMinio("the settings of docker-compose.yml", (server) => {
  test("make MinIO and the console find each other", async () => {
    await using folder = await temporaryFolder();
    await using relay = await startWebhookRelay();
    await makeSecrets(folder.path);
    const { minio, console } = await services();
    const { MINIO_ROOT_USER = "", ...given } = minio?.environment ?? {};
    const placed = (environment: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [
          name,
          value
            .replace("http://console:8080/events", relay.url)
            .replace("http://minio:9000", server().endpoint)
            .replace("0.0.0.0", "127.0.0.1")
            .replace(/^\/(secrets|events)/, folder.path),
        ]),
      );
    await server().start({ ...placed(given), MINIO_ROOT_USER });
    const { OSCAR_DATA_DIR: _, ...settings } = console?.environment ?? {};
    await using started = await startServerProcess({
      dataDir: join(folder.path, "data"),
      environment: { ...placed(settings), OSCAR_ADMIN_PASSWORD: "" },
    });
    relay.console = started.url;
    const admin = await readFile(join(folder.path, "admin-password"), "utf8");
    const client = createClient({
      baseUrl: started.url,
      headers: { Authorization: `Basic ${btoa(`admin:${admin}`)}` },
    });
    await client.createFunction({
      body: { name: "copy", image: "none", script: "true" },
    });
    await vi.waitFor(
      async () => expect((await client.getStatus()).problems).toEqual([]),
      WAIT,
    );
    const secret = join(folder.path, "minio-password");
    await otherProgram({
      endpoint: server().endpoint,
      accessKey: MINIO_ROOT_USER,
      secretKey: await readFile(secret, "utf8"),
    }).putObject("copy-in", "key", "x");
    await vi.waitFor(async () => {
      const { jobs } = await client.listJobs({ query: {} });
      expect(jobs).toMatchObject([{ state: "succeeded" }]);
    }, WAIT);
  }, 60_000);
});
