import { buffer } from "node:stream/consumers";
import type { endpoints } from "@oscar/contracts";
import type { ObjectStat } from "@oscar/object-store";
import { hexadecimal } from "../http/hexadecimal.ts";
import { contentDisposition } from "../http/content-disposition.ts";
import { sendBytes, setObjectHeaders } from "../http/send-bytes.ts";
import {
  SNIFF_BYTES,
  type SniffedType,
  sniffType,
} from "../http/sniff-type.ts";
import type { ObjectUseCases } from "../objects/object-use-cases.ts";
import type { Handler } from "./bind.ts";

const MAX_REMEMBERED = 2000;

/** Answers with an object's bytes, as a type of our own choosing. */
export function createObjectSender(
  objects: ObjectUseCases,
): Handler<typeof endpoints.getObject> {
  const typeOf = rememberTypes(objects);
  return async ({ params, query }, { request, response, signal }) => {
    const { bucket } = params;
    const stat = await objects.stat(bucket, query.key);
    const { contentType, isInline } = await typeOf(bucket, stat, signal);
    const isDownload = query.download === "1" || query.download === "true";
    const crc32 = await objects.crc32Of(bucket, stat);
    setObjectHeaders(response);
    if (crc32 !== undefined)
      response.setHeader("X-Content-CRC32", hexadecimal(crc32));
    response.setHeader("Content-Type", contentType);
    response.setHeader("Last-Modified", stat.modifiedAt.toUTCString());
    response.setHeader(
      "Content-Disposition",
      contentDisposition(
        stat.key,
        isInline && !isDownload ? "inline" : "attachment",
      ),
    );
    await sendBytes(
      { request, response },
      { sizeBytes: stat.size, etag: `"${stat.etag.replaceAll('"', "")}"` },
      (bytes) => objects.read(bucket, stat, { ...bytes, signal }),
    );
  };
}

/** A video is asked for in many ranges, and is sniffed once. */
function rememberTypes(objects: ObjectUseCases) {
  const known = new Map<string, SniffedType>();
  return async (
    bucket: string,
    stat: ObjectStat,
    signal: AbortSignal,
  ): Promise<SniffedType> => {
    const version = JSON.stringify([bucket, stat.key, stat.etag]);
    const remembered = known.get(version);
    if (remembered) return remembered;
    const end = Math.min(SNIFF_BYTES, stat.size);
    const head =
      end === 0
        ? Buffer.alloc(0)
        : await buffer(
            await objects.read(bucket, stat, { start: 0, end, signal }),
          );
    const type = sniffType(head, end === stat.size);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(version, type);
    return type;
  };
}
