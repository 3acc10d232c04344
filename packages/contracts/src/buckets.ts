import { z } from "zod";
import { KeyPrefix, ObjectKey } from "./names.ts";

export const BucketUse = z.object({
  function: z.string(),
  as: z.enum(["input", "output"]),
});
export const Bucket = z.object({
  name: z.string(),
  createdAt: z.iso.datetime(),
  usedBy: z.array(BucketUse),
});
export type Bucket = z.infer<typeof Bucket>;

export const BucketUsage = z.object({
  objects: z.int(),
  bytes: z.int(),
});
export type BucketUsage = z.infer<typeof BucketUsage>;

export const ObjectSummary = z.object({
  key: z.string(),
  size: z.int().describe("Bytes"),
  etag: z.string(),
  modifiedAt: z.iso.datetime(),
});
export type ObjectSummary = z.infer<typeof ObjectSummary>;

export const ObjectPage = z.object({
  objects: z.array(ObjectSummary),
  prefixes: z.array(z.string()).describe("Folders, with their slash"),
  next: z.string().nullable().describe("Opaque; the page after this one"),
  total: z.int().optional(),
});
export type ObjectPage = z.infer<typeof ObjectPage>;

export const StoredObject = z.object({
  key: z.string(),
  size: z.int(),
  etag: z.string(),
  crc32: z.string().describe("Eight hexadecimal digits"),
});
export type StoredObject = z.infer<typeof StoredObject>;

/** Where a page of a listing ended: folder or object, what it is sorted by, the key. */
export const ObjectCursor = z
  .string()
  .max(4096)
  .regex(/^[01]\.-?\d{1,16}\.[\w-]+$/, "Not a cursor of a listing.");

/** Which objects of a bucket are meant; the parts add up, `except` is taken away. */
export const Selection = z.strictObject({
  keys: z.array(ObjectKey).max(100_000).optional(),
  prefixes: z.array(KeyPrefix).max(1000).optional(),
  all: z.boolean().optional(),
  search: z
    .string()
    .max(1024)
    .optional()
    .describe("Only keys that hold this text, case ignored; not with keys"),
  except: z.array(ObjectKey).max(100_000).optional(),
});
export type Selection = z.infer<typeof Selection>;

/** For the API's description: what a selection has to say, told with AppErrors of its own. */
export const SOMETHING_SELECTED = {
  anyOf: [
    { properties: { all: { const: true } }, required: ["all"] },
    {
      properties: { keys: { minItems: 1 }, search: false },
      required: ["keys"],
    },
    {
      properties: { prefixes: { minItems: 1 }, keys: { maxItems: 0 } },
      required: ["prefixes"],
    },
  ],
};

export const FailedObject = z.object({ key: z.string(), message: z.string() });

export const DeleteResult = z.object({
  deleted: z.int(),
  failed: z.array(FailedObject).describe("The first 100"),
  failedCount: z.int(),
});
export type DeleteResult = z.infer<typeof DeleteResult>;

export const ArchiveTicket = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  entries: z.int(),
  sizeBytes: z.int().describe("Exact length of the zip"),
  missing: z.array(FailedObject),
  expiresAt: z.iso.datetime(),
});
export type ArchiveTicket = z.infer<typeof ArchiveTicket>;
