import { afterAll, beforeAll, describe } from "vitest";
import { objectStoreContract } from "../object-store.contract.ts";
import {
  type MinioAccess,
  type MinioServer,
  startMinio,
  whyNoMinio,
} from "../testing/minio-server.ts";
import { openTemporaryMinioStore } from "../testing/temporary-minio-store.ts";

const missing = whyNoMinio();

describe.skipIf(missing)(`On MinIO ${missing ? `(${missing})` : ""}`, () => {
  let server: MinioServer;
  beforeAll(async () => {
    server = await startMinio();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const access = (): MinioAccess => server;

  objectStoreContract(
    "the MinIO store",
    () => openTemporaryMinioStore(access()),
    { settlesKeyRaces: true, timeoutMs: 120_000 },
  );
});
