import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const MINIO = {
  OSCAR_STORE: "minio",
  MINIO_ENDPOINT: "https://minio.example:9000/",
  MINIO_ACCESS_KEY: "console",
  MINIO_SECRET_KEY: "a secret",
};

describe("readConfig", () => {
  test("an empty environment is the embedded default", () => {
    expect(readConfig({ PATH: "/bin", HOME: "/home/me" })).toEqual({
      host: "127.0.0.1",
      port: 8080,
      dataDir: path.resolve("data"),
      admin: { name: "admin", password: undefined },
      store: { kind: "directory" },
      runner: {
        kind: "process",
        environment: { PATH: "/bin", LANG: "C.UTF-8", HOME: "/home/me" },
      },
      maxJobs: availableParallelism(),
      trustProxy: false,
      logLevel: "info",
    });
  });

  test("all faults are told at once", () => {
    const faults = faultsOf({
      OSCAR_PORT: "http",
      OSCAR_MAX_JOBS: "0",
      OSCAR_LOG_LEVEL: "loud",
      OSCAR_ADMIN_PASSWORD: "short",
    });
    expect(faults).toEqual([
      "OSCAR_PORT must be a whole number from 0 to 65535.",
      "OSCAR_ADMIN_PASSWORD needs at least 8 characters.",
      "OSCAR_MAX_JOBS must be a whole number from 1 to 10000.",
      "OSCAR_LOG_LEVEL must be one of trace, debug, info, warn, error.",
    ]);
  });

  test("port 0 and an empty value are fine", () => {
    expect(readConfig({ OSCAR_PORT: "0", OSCAR_HOST: "" }).port).toBe(0);
  });

  test.each(["0.0.0.0", "::", "192.168.1.5"])(
    "listening on %s needs a password",
    (host) => {
      expect(faultsOf({ OSCAR_HOST: host })).toEqual([
        expect.stringContaining("OSCAR_ADMIN_PASSWORD"),
      ]);
      const config = readConfig({
        OSCAR_HOST: host,
        OSCAR_ADMIN_PASSWORD: "long enough",
      });
      expect(config.host).toBe(host);
    },
  );

  test.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])(
    "%s is this machine alone",
    (host) => expect(faultsOf({ OSCAR_HOST: host })).toEqual([]),
  );

  test("stores that do not exist are refused in words", () => {
    expect(faultsOf({ OSCAR_STORE: "s3" })).toEqual([
      "OSCAR_STORE must be directory or minio.",
    ]);
  });

  test.each([
    ["none", false],
    ["2", 2],
    ["10.0.0.0/8, loopback", ["10.0.0.0/8", "loopback"]],
  ])("OSCAR_TRUST_PROXY=%s", (text, expected) => {
    expect(readConfig({ OSCAR_TRUST_PROXY: text }).trustProxy).toEqual(
      expected,
    );
  });

  test("nobody can be made to trust everybody", () => {
    expect(faultsOf({ OSCAR_TRUST_PROXY: "true" })).toHaveLength(1);
    expect(faultsOf({ OSCAR_TRUST_PROXY: "*" })).toHaveLength(1);
  });

  test("a password may be in a file", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "config-"));
    try {
      const file = path.join(folder, "password");
      await writeFile(file, "correct horse\n");
      const config = readConfig({ OSCAR_ADMIN_PASSWORD_FILE: file });
      expect(config.admin.password).toBe("correct horse");
      expect(
        faultsOf({
          OSCAR_ADMIN_PASSWORD_FILE: file,
          OSCAR_ADMIN_PASSWORD: "correct horse",
        }),
      ).toEqual([expect.stringContaining("both set")]);
      expect(faultsOf({ OSCAR_ADMIN_PASSWORD_FILE: `${file}-not` })).toEqual([
        expect.stringContaining("ENOENT"),
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("the store minio", () => {
  test("has an address, credentials, and what else is set", () => {
    expect(readConfig(MINIO).store).toEqual({
      kind: "minio",
      endpoint: "https://minio.example:9000",
      accessKey: "console",
      secretKey: "a secret",
      region: undefined,
      ca: undefined,
      webhook: undefined,
    });
    const token = "0123456789abcdef";
    const store = readConfig({
      ...MINIO,
      MINIO_REGION: "eu-1",
      OSCAR_WEBHOOK_TOKEN: token,
    }).store;
    const webhook = { token, target: "OSCAR" };
    expect(store).toMatchObject({ region: "eu-1", webhook });
    const named = { OSCAR_WEBHOOK_TOKEN: token, OSCAR_WEBHOOK_TARGET: "Two" };
    expect(readConfig({ ...MINIO, ...named }).store).toMatchObject({
      webhook: { target: "Two" },
    });
  });

  test("is told in words what it lacks", () => {
    expect(faultsOf({ OSCAR_STORE: "minio" })).toEqual([
      "MINIO_ENDPOINT is needed, since OSCAR_STORE is minio.",
      "MINIO_ACCESS_KEY is needed, since OSCAR_STORE is minio.",
      "MINIO_SECRET_KEY is needed, since OSCAR_STORE is minio.",
    ]);
    expect(faultsOf({ ...MINIO, OSCAR_WEBHOOK_TARGET: "TWO" })).toEqual([
      "OSCAR_WEBHOOK_TOKEN is needed, since OSCAR_WEBHOOK_TARGET is set.",
    ]);
  });

  test("is not half set by accident", () => {
    const { OSCAR_STORE: _store, ...rest } = MINIO;
    const faults = faultsOf(rest);
    expect(faults).toHaveLength(3);
    for (const fault of faults)
      expect(fault).toMatch(/is set, but OSCAR_STORE is not minio/);
  });

  test.each([
    ["MINIO_ENDPOINT", "minio:9000"],
    ["MINIO_ENDPOINT", "ftp://minio:9000"],
    ["MINIO_ENDPOINT", "http://minio:9000/path"],
    ["MINIO_ENDPOINT", "http://user:word@minio:9000"],
    ["MINIO_ENDPOINT", "http://minio:9000?x=1"],
    ["MINIO_REGION", "eu west"],
    ["MINIO_CA_FILE", "/does/not/exist"],
    ["MINIO_CA_FILE", "/etc/passwd"],
    ["OSCAR_WEBHOOK_TOKEN", "short"],
    ["OSCAR_WEBHOOK_TOKEN", "with a space in the middle"],
    ["OSCAR_WEBHOOK_TARGET", "my-target"],
  ])("%s=%s is refused", (name, value) => {
    const token = { OSCAR_WEBHOOK_TOKEN: "0123456789abcdef" };
    const faults = faultsOf({ ...MINIO, ...token, [name]: value });
    expect(faults).toEqual([expect.stringMatching(`^${name} `)]);
  });

  test("its secrets may be in files", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "config-"));
    try {
      const file = path.join(folder, "secret");
      await writeFile(file, "from a file\n");
      const { MINIO_SECRET_KEY: _secret, ...rest } = MINIO;
      const { store } = readConfig({ ...rest, MINIO_SECRET_KEY_FILE: file });
      expect(store).toMatchObject({ secretKey: "from a file" });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
