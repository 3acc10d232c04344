import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

/** Where objects are on a MinIO server. */
export interface MinioConfig {
  kind: "minio";
  endpoint: string;
  accessKey: string;
  secretKey: string;
  region: string | undefined;
  /** PEM of the authorities that the server's certificate may be signed by. */
  ca: string | undefined;
  /** How MinIO tells of arrivals; undefined where it does not. */
  webhook: WebhookConfig | undefined;
}

export interface WebhookConfig {
  token: string;
  /** The id of the target at MinIO; its case matters. */
  target: string;
}

const MIN_TOKEN_LENGTH = 16;
const ENDPOINT_MESSAGE =
  "must be the address of MinIO without anything after it, such as http://minio.example:9000";

const Endpoint = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    (url?.protocol === "http:" || url?.protocol === "https:") &&
    url.pathname === "/" &&
    !/[?#@]/.test(text);
  if (url && isPlain) return url.origin;
  context.addIssue({ code: "custom", message: ENDPOINT_MESSAGE });
  return z.NEVER;
});

const AuthorityFile = z.string().transform((filePath, context) => {
  try {
    const text = readFileSync(filePath, "utf8");
    // Throws where there is no certificate in it.
    void new X509Certificate(text);
    return text;
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    const why = syscall ? `cannot be read (${code})` : "holds no certificate";
    const message = `names ${filePath}, which ${why}`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  }
});

/** The variables of this group. */
export const minioVariables = {
  MINIO_ENDPOINT: Endpoint.optional(),
  MINIO_ACCESS_KEY: z.string().optional(),
  MINIO_SECRET_KEY: z.string().optional(),
  MINIO_REGION: z
    .string()
    .regex(/^[\w-]+$/, "must be the name of a region, such as us-east-1")
    .optional(),
  MINIO_CA_FILE: AuthorityFile.optional(),
  OSCAR_WEBHOOK_TOKEN: z
    .string()
    .min(MIN_TOKEN_LENGTH, `needs at least ${MIN_TOKEN_LENGTH} characters`)
    .regex(/^[!-~]+$/, "must be printable ASCII without spaces")
    .optional(),
  OSCAR_WEBHOOK_TARGET: z
    .string()
    .regex(
      /^\w+$/,
      "must be what follows MINIO_NOTIFY_WEBHOOK_ENABLE_ at MinIO, such as OSCAR",
    )
    .optional(),
};

type Values = {
  [Name in keyof typeof minioVariables]?: string | undefined;
};

/** Those of the group without which there is no store. */
const NEEDED = [
  "MINIO_ENDPOINT",
  "MINIO_ACCESS_KEY",
  "MINIO_SECRET_KEY",
] as const;

/** What is fine alone and wrong together. */
export function* faultsOfMinio(
  values: Values,
  isChosen: boolean,
): Iterable<[string, string]> {
  if (!isChosen) {
    const names = Object.keys(minioVariables) as (keyof Values)[];
    for (const name of names.filter((each) => values[each] !== undefined))
      yield [
        name,
        "is set, but OSCAR_STORE is not minio: set that too, or take this away",
      ];
    return;
  }
  for (const name of NEEDED)
    if (!values[name]) yield [name, "is needed, since OSCAR_STORE is minio"];
  if (values.OSCAR_WEBHOOK_TARGET && !values.OSCAR_WEBHOOK_TOKEN)
    yield [
      "OSCAR_WEBHOOK_TOKEN",
      "is needed, since OSCAR_WEBHOOK_TARGET is set",
    ];
}

/**
 * Where MinIO may reach the console, as far as we can tell: what is not known to us is in
 * pointed brackets.
 */
export function webhookUrlFor(
  endpoint: string,
  listening: { host: string; port: number },
): string {
  const isHere = (host: string) => /^(127\.|localhost$|\[?::1\]?$)/.test(host);
  const isAnywhere = /^(0\.0\.0\.0|::)$/.test(listening.host);
  const isSameMachine = isHere(new URL(endpoint).hostname);
  const isNamed = !isAnywhere && !isHere(listening.host);
  const own = listening.host.includes(":")
    ? `[${listening.host}]`
    : listening.host;
  const host = isNamed
    ? own
    : isSameMachine
      ? "127.0.0.1"
      : "<the console's address>";
  return `http://${host}:${listening.port}/events`;
}

/** The store that checked variables describe. */
export function minioConfig(values: Values): MinioConfig {
  const token = values.OSCAR_WEBHOOK_TOKEN;
  return {
    kind: "minio",
    endpoint: values.MINIO_ENDPOINT ?? "",
    accessKey: values.MINIO_ACCESS_KEY ?? "",
    secretKey: values.MINIO_SECRET_KEY ?? "",
    region: values.MINIO_REGION,
    ca: values.MINIO_CA_FILE,
    webhook:
      token === undefined
        ? undefined
        : { token, target: values.OSCAR_WEBHOOK_TARGET ?? "OSCAR" },
  };
}
