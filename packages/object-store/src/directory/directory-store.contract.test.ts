import { objectStoreContract } from "../object-store.contract.ts";
import { openTemporaryStore } from "./testing/temporary-store.ts";

objectStoreContract("The directory store", () => openTemporaryStore(), {
  settlesKeyRaces: true,
  tellsRewritesByEtag: true,
});
