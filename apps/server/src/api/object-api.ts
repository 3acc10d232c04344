import { endpoints, type StoredObject } from "@oscar/contracts";
import type { Stored } from "@oscar/object-store";
import type { Router } from "express";
import { hexadecimal } from "../http/hexadecimal.ts";
import { wantsExact } from "../http/wants-exact.ts";
import { uploadOptions } from "../http/upload-options.ts";
import type { ObjectUseCases } from "../objects/object-use-cases.ts";
import { bind, type BindOptions } from "./bind.ts";
import { answerOf, created, NO_CONTENT, ok } from "./outcome.ts";
import { createObjectSender } from "./send-object.ts";

export interface ObjectApiParts extends BindOptions {
  objects: ObjectUseCases;
}

/** Binds the endpoints of objects. */
export function bindObjects(
  router: Router,
  { objects, isStrict }: ObjectApiParts,
): void {
  bind(router, endpoints.listObjects, {
    isStrict,
    handler: async ({ params, query }, { request, signal }) => {
      const isExact = wantsExact(request);
      return ok(await objects.list(params.bucket, query, { signal, isExact }));
    },
  });
  bind(router, endpoints.putObject, {
    isStrict,
    async handler({ params, query }, { request, signal }) {
      const options = { ...uploadOptions(request), signal };
      const target = { bucket: params.bucket, key: query.key };
      const stored = await objects.put(target, request, options);
      return created(storedObject(stored));
    },
  });
  bind(router, endpoints.getObject, {
    isStrict,
    handler: createObjectSender(objects),
  });
  bind(router, endpoints.deleteObject, {
    isStrict,
    async handler({ params, query }) {
      await objects.delete(params.bucket, query.key);
      return NO_CONTENT;
    },
  });
  bind(router, endpoints.deleteObjects, {
    isStrict,
    async handler({ params, body: { expected, ...selection } }) {
      const wish = { selection, expected };
      return answerOf(await objects.deleteSelection(params.bucket, wish), ok);
    },
  });
}

function storedObject({ key, size, etag, crc32 }: Stored): StoredObject {
  return { key, size, etag, crc32: hexadecimal(crc32) };
}
