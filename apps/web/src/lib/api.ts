import { createTrustingClient } from "@oscar/contracts";

/** The server, typed by the table of endpoints. */
export const api = createTrustingClient();
