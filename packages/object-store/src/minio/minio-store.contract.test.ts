import { objectStoreContract } from "../object-store.contract.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import { openTemporaryMinioStore } from "../testing/temporary-minio-store.ts";

describeOnMinio("On MinIO", (server) => {
  objectStoreContract(
    "the MinIO store",
    () => openTemporaryMinioStore(server()),
    { settlesKeyRaces: true, timeoutMs: 120_000 },
  );
});
