import { z } from "zod";
import { Resources, parseQuantity } from "./quantities.ts";
import { MAX_SCRIPT_BYTES, RESERVED_VARIABLES } from "./function-limits.ts";
import { BucketName, FunctionName, KeyPrefix } from "./names.ts";

const VariableName = z
  .string()
  .max(200)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    "Use letters, digits and underscores; begin with a letter or an underscore.",
  )
  .refine(
    (name) => !(RESERVED_VARIABLES as readonly string[]).includes(name),
    "This name is set by OSCAR Console itself. Choose another one.",
  );

const noNul = (text: string) => !text.includes("\0");
const NUL_MESSAGE = "A NUL character cannot be in a value.";
/** For the API's description. */
const NO_NUL = { pattern: "^[^\\x00]*$" };
const VariableValue = z
  .string()
  .max(65_536)
  .refine(noNul, NUL_MESSAGE)
  .meta(NO_NUL);

const encoder = new TextEncoder();
/** The text of a shell script, or of any program that begins with `#!`. */
export const Script = z
  .string()
  .refine(
    (script) => script.trim() !== "",
    "The script is empty. Select a file or enter a URL",
  )
  .refine(
    (script) => encoder.encode(script).length <= MAX_SCRIPT_BYTES,
    "A script has at most 512 KiB. Fetch larger programs within the image.",
  )
  .refine(
    noNul,
    "The script holds a NUL character: is it a program and not a text?",
  )
  .meta({
    maxLength: MAX_SCRIPT_BYTES,
    pattern: "^[^\\x00]*[^\\s\\x00][^\\x00]*$",
  });

/** A container image's reference: `grycap/ffmpeg`, `quay.io/a/b:1.2`, `x@sha256:…`. */
export const ImageReference = z
  .string()
  .min(1, "Docker image is required")
  .max(200, "An image's name has at most 200 characters.")
  .regex(
    /^(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
    "Write an image as repository/name or repository/name:tag, in lower case.",
  );

const Suffixes = z.array(
  z.string().min(1).max(255).refine(noNul, NUL_MESSAGE).meta(NO_NUL),
);

/** Which objects start a job of the function. */
export const FunctionInput = z.strictObject({
  bucket: BucketName,
  prefix: KeyPrefix.optional(),
  suffixes: Suffixes.optional().describe(
    "Ends of keys, such as .mp4; none means every object",
  ),
});
export type FunctionInput = z.infer<typeof FunctionInput>;

/** Where what the script wrote is published. */
export const FunctionOutput = z.strictObject({
  bucket: BucketName,
  prefix: KeyPrefix.optional(),
  suffixes: Suffixes.optional().describe("Only files that end so go here"),
  flatten: z
    .boolean()
    .optional()
    .describe("Leave out the input's folder from the output's key"),
});
export type FunctionOutput = z.infer<typeof FunctionOutput>;

const Pairs = z.record(
  z.string().min(1).max(200),
  z.string().max(65_536).refine(noNul, NUL_MESSAGE).meta(NO_NUL),
);

export const RegistryAuth = z.strictObject({
  server: z.string().min(1).max(255),
  username: z.string().min(1).max(255),
  password: z
    .string()
    .max(4096)
    .nullable()
    .describe("Write-only: reads as null; null in an update keeps it"),
});

/** What a user says of a function. */
export const FunctionDefinition = z
  .strictObject({
    name: FunctionName,
    image: ImageReference,
    script: Script,
    environment: z.record(VariableName, VariableValue).optional(),
    secrets: z
      .record(VariableName, VariableValue.nullable())
      .optional()
      .describe("Write-only: read as null; null in an update keeps a value"),
    annotations: Pairs.optional(),
    labels: Pairs.optional(),
    requests: Resources.optional(),
    limits: Resources.optional(),
    registryAuth: RegistryAuth.optional(),
    nodeSelector: Pairs.optional(),
    inputs: z.array(FunctionInput).min(1).max(32).optional(),
    outputs: z.array(FunctionOutput).min(1).max(32).optional(),
    timeoutSeconds: z.int().min(1).max(604_800).optional(),
    concurrency: z.int().min(1).max(10_000).optional(),
    retries: z.int().min(0).max(20).optional(),
  })
  .superRefine((definition, context) => {
    for (const field of ["cpu", "memory"] as const) {
      const request = parseQuantity(definition.requests?.[field] ?? "0") ?? 0;
      const limit = parseQuantity(definition.limits?.[field] ?? "1e");
      if (limit !== undefined && request > limit) {
        context.addIssue({
          code: "custom",
          path: ["requests", field],
          message: `The request is more than the limit (${definition.limits?.[field]}).`,
        });
      }
    }
    const bucket = definition.environment?.["OUTPUT_BUCKET"];
    if (bucket !== undefined && !BucketName.safeParse(bucket).success) {
      context.addIssue({
        code: "custom",
        path: ["environment", "OUTPUT_BUCKET"],
        message: `"${bucket}" cannot be the name of a bucket.`,
      });
    }
  });
export type FunctionDefinition = z.infer<typeof FunctionDefinition>;

/** How many jobs of a function are in each state. */
export const JobCounts = z.object({
  queued: z.int(),
  pending: z.int(),
  running: z.int(),
  publishing: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  cancelled: z.int(),
});
export type JobCounts = z.infer<typeof JobCounts>;

/** A saved function: its definition with its defaults, and how it fares. */
export const FunctionSummary = z.object({
  name: z.string(),
  image: z.string(),
  environment: z.record(z.string(), z.string()),
  secrets: z.record(z.string(), z.null()),
  annotations: z.record(z.string(), z.string()),
  labels: z.record(z.string(), z.string()),
  requests: Resources,
  limits: Resources,
  registryAuth: z
    .object({ server: z.string(), username: z.string(), password: z.null() })
    .optional(),
  nodeSelector: z.record(z.string(), z.string()),
  inputs: z.array(FunctionInput),
  outputs: z.array(FunctionOutput),
  timeoutSeconds: z.int(),
  concurrency: z
    .int()
    .optional()
    .describe("Absent: as many as the global limit allows"),
  retries: z.int(),
  uid: z.string(),
  generation: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  ready: z.boolean(),
  problems: z.array(z.string()).describe("Why it is not ready, in words"),
  slots: z.object({
    total: z.int().describe("How many of its jobs may run at once"),
    free: z.int(),
  }),
  counts: JobCounts,
  notWatched: z
    .int()
    .optional()
    .describe("Objects in its inputs that are older than the watch"),
});
export type FunctionSummary = z.infer<typeof FunctionSummary>;

/** A saved function, its script included. `Function` in the API's documents. */
export const OscarFunction = FunctionSummary.extend({ script: z.string() });
export type OscarFunction = z.infer<typeof OscarFunction>;

/** What a function says of itself and nobody sets; an update may send it back as it was read. */
const READ_ONLY = FunctionSummary.pick({
  uid: true,
  createdAt: true,
  updatedAt: true,
  ready: true,
  problems: true,
  slots: true,
  counts: true,
  notWatched: true,
}).partial().shape;

/** What an update sends: the definition, and the generation that it was made from. */
export const FunctionUpdate = FunctionDefinition.safeExtend({
  generation: z.int(),
  ...READ_ONLY,
}).transform(
  ({
    uid: _uid,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    ready: _ready,
    problems: _problems,
    slots: _slots,
    counts: _counts,
    notWatched: _notWatched,
    ...update
  }) => update,
);
