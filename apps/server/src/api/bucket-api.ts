import { endpoints } from "@oscar/contracts";
import type { Router } from "express";
import { wantsExact } from "../http/wants-exact.ts";
import type { Operations } from "../operations/operations.ts";
import { bind, type BindOptions } from "./bind.ts";
import { deleting } from "./deleting.ts";
import { answerOf, created, NO_CONTENT, ok } from "./outcome.ts";
import type { BucketUseCases } from "./use-cases.ts";

export interface BucketApiParts extends BindOptions {
  buckets: BucketUseCases;
  operations: Operations;
}

/** Binds the endpoints of buckets; those of the objects in them are in `object-api.ts`. */
export function bindBuckets(
  router: Router,
  { buckets, operations, isStrict }: BucketApiParts,
): void {
  bind(router, endpoints.listBuckets, {
    isStrict,
    handler: async () => ok({ buckets: await buckets.list() }),
  });
  bind(router, endpoints.createBucket, {
    isStrict,
    handler: async ({ body }) => created(await buckets.create(body.name)),
  });
  bind(router, endpoints.deleteBucket, {
    isStrict,
    async handler({ params, query }) {
      const outcome = await operations.run("delete_bucket", (work) =>
        buckets.delete(params.bucket, { ...query, ...deleting(work) }),
      );
      return answerOf(outcome, () => NO_CONTENT);
    },
  });
  bind(router, endpoints.getBucketUsage, {
    isStrict,
    handler: async ({ params, query }, { request, signal }) => {
      const wish = { ...query, signal, isExact: wantsExact(request) };
      return ok(await buckets.usage(params.bucket, wish));
    },
  });
  bind(router, endpoints.reconcileBucket, {
    isStrict,
    handler: async ({ params }, { signal }) =>
      ok({ queued: await buckets.reconcile(params.bucket, { signal }) }),
  });
}
