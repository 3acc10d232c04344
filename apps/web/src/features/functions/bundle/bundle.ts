import {
  AppError,
  FunctionDefinition,
  MAX_SCRIPT_BYTES,
} from "@oscar/contracts";
import i18next from "i18next";
import JSZip from "jszip";
import { z } from "zod";

/*
 * A function with its script as one small zip, to keep it or to take it to another console:
 * `function.json` and `script.sh`. Of secrets and of the registry's password there is the
 * name, never the value.
 */

const FORMAT = "oscar-console-function";
const DEFINITION_FILE = "function.json";
const SCRIPT_FILE = "script.sh";
/** A bundle of ours is far smaller; more is not read into memory. */
const LARGEST_BYTES = 4 * 1024 * 1024;

const Head = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  definition: z.record(z.string(), z.unknown()),
});

/** A definition as a bundle. What is secret must have been left out before. */
export function writeBundle(definition: FunctionDefinition): Promise<Blob> {
  const { script, ...rest } = definition;
  const head = { format: FORMAT, version: 1, definition: rest };
  const zip = new JSZip();
  zip.file(DEFINITION_FILE, `${JSON.stringify(head, null, 2)}\n`);
  zip.file(SCRIPT_FILE, script, { unixPermissions: 0o755 });
  return zip.generateAsync({
    type: "blob",
    compression: "DEFLATE",
    platform: "UNIX",
  });
}

/**
 * The definition in a bundle.
 * @throws AppError for a file that is none, or that holds what no function can be
 */
export async function readBundle(file: Blob): Promise<FunctionDefinition> {
  if (file.size > LARGEST_BYTES) throw noBundle();
  const zip = await JSZip.loadAsync(await file.arrayBuffer()).catch(
    (cause: unknown) => {
      throw noBundle(cause);
    },
  );
  const head = Head.safeParse(jsonOf(await textOf(zip, DEFINITION_FILE)));
  if (!head.success) throw noBundle(head.error);
  const script = await textOf(zip, SCRIPT_FILE);
  const result = FunctionDefinition.safeParse({
    ...head.data.definition,
    script,
  });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AppError(
    "invalid_request",
    i18next.t("functions:bundle.refused", {
      path: issue?.path.join("."),
      message: issue?.message,
    }),
    { cause: result.error },
  );
}

function noBundle(cause?: unknown): AppError {
  const message = i18next.t("functions:bundle.none");
  return new AppError("invalid_request", message, { cause });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw noBundle(cause);
  }
}

/** Documented, and not in JSZip's types. */
interface Streamable {
  internalStream(type: "uint8array"): JSZip.JSZipStreamHelper<Uint8Array>;
}

/** A small zip can hold a text of gigabytes: no more of it is unpacked than a script may have. */
async function textOf(zip: JSZip, name: string): Promise<string> {
  const entry = zip.file(name) as Streamable | null;
  if (!entry) throw noBundle();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    const stream = entry.internalStream("uint8array");
    stream.on("data", (part) => {
      parts.push(part);
      bytes += part.length;
      if (bytes <= MAX_SCRIPT_BYTES) return;
      stream.pause();
      reject(noBundle());
    });
    stream.on("error", (cause) => reject(noBundle(cause)));
    stream.on("end", () => resolve());
    stream.resume();
  });
  return new Blob(parts as Uint8Array<ArrayBuffer>[]).text();
}
