import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import {
  composeServices,
  runComposeScript,
} from "../apps/server/src/testing/compose-file.ts";
import { startServerProcess } from "../apps/server/src/testing/server-process.ts";
import { temporaryFolder } from "../apps/server/src/testing/temporary-folder.ts";
import { findCommand } from "./test/find-command.ts";
import { ROOT } from "./test/run-command.ts";

const run = promisify(execFile);
const isHere = findCommand("docker-compose") !== undefined;

/**
 * What `docker compose up` starts: what is named, or else all without a profile, and whatever
 * that depends on (https://docs.docker.com/reference/compose-file/profiles/).
 */
async function startedBy(...named: string[]): Promise<string[]> {
  const services = await composeServices();
  const found = new Set<string>();
  const visit = (name: string) => {
    const { depends_on = {} } = services[name] ?? {};
    found.add(name);
    Object.keys(depends_on).forEach(visit);
  };
  const all = Object.keys(services).filter((name) => !services[name]?.profiles);
  (named.length > 0 ? named : all).forEach(visit);
  return [...found].toSorted();
}

describe("docker-compose.yml", () => {
  test.skipIf(!isHere)(
    "is what docker-compose takes (docker-compose)",
    async () => {
      const { stdout } = await run("docker-compose", ["config", "--services"], {
        cwd: ROOT,
      });
      expect(stdout.split("\n").filter(Boolean).toSorted()).toEqual(
        Object.keys(await composeServices()).toSorted(),
      );
    },
  );

  test("starts a MinIO and a cluster with the console, and nothing of them where it is alone", async () => {
    expect(await startedBy()).toEqual([
      "image",
      "join",
      "k3s",
      "minio",
      "oscar",
      "secrets",
    ]);
    expect(await startedBy("console")).toEqual(["console", "secrets"]);
  });
});

test("the secrets of docker-compose.yml are made once, differ, and are for their owner alone", async () => {
  await using folder = await temporaryFolder();
  const make = () => runComposeScript("make-secrets.sh", [folder.path]);
  await make();
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
  await make();
  expect(await read()).toEqual(first);
});

test("the image tells by its probe whether the console is ready", async () => {
  const text = await readFile(join(ROOT, "apps/server/Dockerfile"), "utf8");
  const [, probed = "[]"] = /HEALTHCHECK[^[]*(\[.*\])$/m.exec(text) ?? [];
  const [command, ...args] = JSON.parse(probed) as string[];
  expect(command).toBe("node");
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

test("the console's image is packed so that a cluster can import it", async () => {
  await using folder = await temporaryFolder();
  const root = join(folder.path, "root");
  const images = join(folder.path, "images");
  await mkdir(join(root, "app"), { recursive: true });
  await writeFile(join(root, "app/main.js"), "1");
  const pack = () =>
    runComposeScript("export-image.sh", [root, "localhost/x:latest", images]);
  await pack();
  // A second one replaces the first, and nothing else is left where k3s looks for images.
  await pack();
  expect(await readdir(images)).toEqual(["oscar-console.tar"]);
  expect((await readdir(folder.path)).toSorted()).toEqual(["images", "root"]);
  const image = join(folder.path, "image");
  await mkdir(image);
  await run("tar", ["-xf", join(images, "oscar-console.tar"), "-C", image]);
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(image, name), "utf8"));
  expect(await json("manifest.json")).toEqual([
    {
      Config: "config.json",
      RepoTags: ["localhost/x:latest"],
      Layers: ["layer.tar"],
    },
  ]);
  const layer = await readFile(join(image, "layer.tar"));
  const digest = createHash("sha256").update(layer).digest("hex");
  expect(await json("config.json")).toMatchObject({
    os: "linux",
    rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
  });
  const { stdout } = await run("tar", ["-tf", join(image, "layer.tar")]);
  expect(stdout).toContain("./app/main.js");
});
