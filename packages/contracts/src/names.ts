import { z } from "zod";
import { bucketNameProblem } from "./bucket-name.ts";
import { keyProblem, MAX_KEY_BYTES, MAX_SEGMENT_BYTES } from "./key-rules.ts";

/**
 * For the API's description: a part of a key, which is neither empty nor `.` nor `..`. What
 * its limit in bytes says of characters beyond ASCII no pattern can tell.
 */
const SEGMENT = [
  `[^/\\\\.\\x00][^/\\\\\\x00]{0,${MAX_SEGMENT_BYTES - 1}}`,
  `\\.[^/\\\\.\\x00][^/\\\\\\x00]{0,${MAX_SEGMENT_BYTES - 2}}`,
  `\\.\\.[^/\\\\\\x00]{1,${MAX_SEGMENT_BYTES - 2}}`,
].join("|");
const KEY_PATTERN = `(?:${SEGMENT})(?:[/\\\\](?:${SEGMENT}))*`;

/** An object's key. Travels as the query parameter `key`, so that it survives every proxy. */
export const ObjectKey = z
  .string()
  .superRefine((key, context) => {
    const problem = keyProblem(key);
    if (problem !== undefined) {
      context.addIssue({
        code: "custom",
        message: problem,
        params: { errorCode: "key_unsupported" },
      });
    }
  })
  .meta({
    minLength: 1,
    maxLength: MAX_KEY_BYTES,
    pattern: `^${KEY_PATTERN}$`,
  });

/** A prefix of keys; may be empty and may end with a slash. */
export const KeyPrefix = z
  .string()
  .max(MAX_KEY_BYTES)
  .refine(
    (prefix) =>
      prefix === "" || keyProblem(prefix.replace(/\/$/, "")) === undefined,
    "A prefix is the beginning of a name, such as day1/ or frame-; it does not begin with a slash.",
  )
  .meta({ pattern: `^(?:${KEY_PATTERN}/?)?$` });

const BUCKET_LABEL = "[a-z0-9]+(-+[a-z0-9]+)*";

/** A bucket: 3 to 63 of a-z, 0-9, dot and hyphen (the rules of S3). */
export const BucketName = z
  .string()
  .superRefine((name, context) => {
    const message = bucketNameProblem(name);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  })
  .meta({
    minLength: 3,
    maxLength: 63,
    pattern: `^${BUCKET_LABEL}(\\.${BUCKET_LABEL})*$`,
  });

/** A function: a DNS label of at most 40 characters. */
export const FunctionName = z
  .string()
  .min(1, "Function name is required")
  .max(40, "A function's name has at most 40 characters.")
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    "Use lower-case letters, digits and hyphens; begin and end with a letter or a digit.",
  );
