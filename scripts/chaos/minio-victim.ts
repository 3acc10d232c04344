import type { MinioServer } from "@oscar/object-store/testing/minio-server.ts";
import type { Victim } from "./world.ts";

/** A MinIO that can be killed, always on the same folder and port. */
export function minioVictim(
  minio: MinioServer,
  { mostEnded }: { mostEnded: number },
): Victim {
  return {
    name: "MinIO",
    mostEnded,
    kill: () => minio.kill(),
    start: () => minio.start(),
  };
}
