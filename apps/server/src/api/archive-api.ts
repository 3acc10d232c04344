import { endpoints } from "@oscar/contracts";
import type { Router } from "express";
import { contentDisposition } from "../http/content-disposition.ts";
import { sendBytes, setObjectHeaders } from "../http/send-bytes.ts";
import type { ObjectUseCases } from "../objects/object-use-cases.ts";
import { bind, type BindOptions } from "./bind.ts";
import { answerOf, created } from "./outcome.ts";

export interface ArchiveApiParts extends BindOptions {
  objects: ObjectUseCases;
}

/** Binds the endpoints of zips. */
export function bindArchives(
  router: Router,
  { objects, isStrict }: ArchiveApiParts,
): void {
  bind(router, endpoints.createArchive, {
    isStrict,
    async handler({ body: { bucket, name, ...selection } }) {
      const outcome = await objects.createArchive({ bucket, name, selection });
      return answerOf(outcome, created);
    },
  });
  bind(router, endpoints.getArchive, {
    isStrict,
    async handler({ params }, { request, response, signal }) {
      const archive = await objects.archive(params.id);
      setObjectHeaders(response);
      response.setHeader("Content-Type", "application/zip");
      response.setHeader(
        "Content-Disposition",
        contentDisposition(archive.name, "attachment"),
      );
      await sendBytes(
        { request, response },
        { sizeBytes: archive.size_bytes, etag: archive.etag },
        (range) => objects.archiveBytes(archive, range, { signal }),
      );
    },
  });
}
