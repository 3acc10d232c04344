import { readFileSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import path from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import {
  faultsOfKubernetes,
  type KubernetesConfig,
  kubernetesConfig,
  kubernetesVariables,
} from "./kubernetes-config.ts";
import {
  faultsOfMinio,
  type MinioConfig,
  minioConfig,
  minioVariables,
} from "./minio-config.ts";

/** What the environment says, checked and typed. */
export interface Config {
  host: string;
  /** 0 lets the system choose one. */
  port: number;
  /** Absolute; everything that the server keeps is below it. */
  dataDir: string;
  admin: { name: string; password: string | undefined };
  store: { kind: "directory" } | MinioConfig;
  runner:
    { kind: "process"; environment: ScriptEnvironment } | KubernetesConfig;
  /** How many jobs may run at once. */
  maxJobs: number;
  /** Whose X-Forwarded-* is believed: nobody's, that of so many hops, or of these addresses. */
  trustProxy: false | number | string[];
  logLevel: LogLevel;
}

/** What scripts of the process runner inherit of the server's own environment. */
export interface ScriptEnvironment {
  PATH: string;
  LANG: string;
  HOME: string;
}

const LogLevel = z.enum(["trace", "debug", "info", "warn", "error"]);
export type LogLevel = z.infer<typeof LogLevel>;

type Environment = Record<string, string | undefined>;

/** All faults of the environment, one sentence each. */
export class ConfigError extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(
      ["OSCAR Console cannot start:", ...faults.map((f) => `- ${f}`)].join(
        "\n",
      ),
    );
    this.name = "ConfigError";
    this.faults = faults;
  }
}

const SECRETS = [
  "OSCAR_ADMIN_PASSWORD",
  "MINIO_ACCESS_KEY",
  "MINIO_SECRET_KEY",
  "OSCAR_WEBHOOK_TOKEN",
] as const;
const MIN_PASSWORD_LENGTH = 8;
/** Jobs at once on a cluster, where nobody says how many. */
const MAX_PODS = 50;
const DEFAULT_PATH =
  "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .pipe(z.number().min(least, message).max(most, message));
}

const Host = z
  .string()
  .refine(
    (host) => host === "localhost" || ipaddr.isValid(host),
    "must be an IP address such as 127.0.0.1 or 0.0.0.0",
  );

const PROXY_MESSAGE =
  "must be the number of proxies in front of the server (1 to 10), or their addresses with commas between them, such as 10.0.0.0/8, loopback";
const TrustProxy = z.string().transform((text, context) => {
  if (text === "none" || text === "0") return false;
  if (/^([1-9]|10)$/.test(text)) return Number(text);
  const addresses = text.split(",").map((part) => part.trim());
  if (addresses.every(isProxyAddress)) return addresses;
  context.addIssue({ code: "custom", message: PROXY_MESSAGE });
  return z.NEVER;
});

function isProxyAddress(text: string): boolean {
  if (/^(loopback|linklocal|uniquelocal)$/.test(text)) return true;
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

const Environment = z
  .object({
    OSCAR_PORT: wholeNumber(0, 65_535).default(8080),
    OSCAR_HOST: Host.default("127.0.0.1"),
    OSCAR_DATA_DIR: z.string().default("./data"),
    OSCAR_ADMIN_NAME: z
      .string()
      .max(200, "has at most 200 characters")
      .regex(/^[^\s:]+$/, "must not hold a space or a colon")
      .default("admin"),
    OSCAR_ADMIN_PASSWORD: z
      .string()
      .min(
        MIN_PASSWORD_LENGTH,
        `needs at least ${MIN_PASSWORD_LENGTH} characters`,
      )
      .max(1024, "has at most 1024 characters")
      .optional(),
    OSCAR_STORE: z
      .enum(["directory", "minio"], "must be directory or minio")
      .default("directory"),
    OSCAR_RUNNER: z
      .enum(["process", "kubernetes"], "must be process or kubernetes")
      .default("process"),
    ...minioVariables,
    ...kubernetesVariables,
    OSCAR_MAX_JOBS: wholeNumber(1, 10_000).optional(),
    OSCAR_TRUST_PROXY: TrustProxy.default(false),
    OSCAR_LOG_LEVEL: z
      .enum(LogLevel.options, `must be one of ${LogLevel.options.join(", ")}`)
      .default("info"),
    PATH: z.string().default(DEFAULT_PATH),
    LANG: z.string().default("C.UTF-8"),
    HOME: z.string().default(() => homedir()),
  })
  .superRefine((values, context) => {
    const isMinio = values.OSCAR_STORE === "minio";
    for (const [name, message] of [
      ...faultsOfChoice(values),
      ...faultsOfMinio(values, isMinio),
      ...faultsOfKubernetes(values),
    ])
      context.addIssue({ code: "custom", path: [name], message });
  });

interface Choice {
  OSCAR_HOST: string;
  OSCAR_ADMIN_PASSWORD?: string | undefined;
}

/** Settings that are fine alone and wrong together. */
function* faultsOfChoice(values: Choice): Iterable<[string, string]> {
  if (!isLoopback(values.OSCAR_HOST) && !values.OSCAR_ADMIN_PASSWORD) {
    yield [
      "OSCAR_HOST",
      `is ${values.OSCAR_HOST}, which other machines can reach: set OSCAR_ADMIN_PASSWORD (or OSCAR_ADMIN_PASSWORD_FILE) too, or listen on 127.0.0.1`,
    ];
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || ipaddr.parse(host).range() === "loopback";
}

/**
 * Reads the environment; the only code that does.
 * @param defaults what holds where the environment says nothing
 * @throws ConfigError that names every fault at once
 */
export function readConfig(
  environment: Environment = process.env,
  defaults: Environment = {},
): Config {
  const faults: string[] = [];
  const given = { ...defaults, ...withoutEmpty(environment) };
  const values = withSecretFiles(given, faults);
  const parsed = Environment.safeParse(values);
  if (!parsed.success) {
    faults.push(
      ...parsed.error.issues.map(
        (issue) => `${issue.path.join(".")} ${issue.message}.`,
      ),
    );
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return configOf(parsed.data);
}

function configOf(values: z.infer<typeof Environment>): Config {
  const { PATH, LANG, HOME } = values;
  const isKubernetes = values.OSCAR_RUNNER === "kubernetes";
  return {
    host: values.OSCAR_HOST,
    port: values.OSCAR_PORT,
    dataDir: path.resolve(values.OSCAR_DATA_DIR),
    admin: {
      name: values.OSCAR_ADMIN_NAME,
      password: values.OSCAR_ADMIN_PASSWORD,
    },
    store:
      values.OSCAR_STORE === "minio"
        ? minioConfig(values)
        : { kind: "directory" },
    runner: isKubernetes
      ? kubernetesConfig(values)
      : { kind: "process", environment: { PATH, LANG, HOME } },
    maxJobs:
      values.OSCAR_MAX_JOBS ??
      (isKubernetes ? MAX_PODS : availableParallelism()),
    trustProxy: values.OSCAR_TRUST_PROXY,
    logLevel: values.OSCAR_LOG_LEVEL,
  };
}

/** A variable that is set to nothing counts as not set: compose files do so. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== ""),
  );
}

/** Each secret may also be in the file that NAME_FILE names. */
function withSecretFiles(values: Environment, faults: string[]): Environment {
  const result = { ...values };
  for (const name of SECRETS) {
    const filePath = values[`${name}_FILE`];
    if (filePath === undefined) continue;
    if (values[name] !== undefined) {
      faults.push(`${name} and ${name}_FILE are both set: keep one of them.`);
      continue;
    }
    try {
      result[name] = readFileSync(filePath, "utf8").replace(/\r?\n$/, "");
    } catch (cause) {
      faults.push(
        `${name}_FILE names ${filePath}, which cannot be read (${(cause as NodeJS.ErrnoException).code}).`,
      );
    }
  }
  return result;
}
