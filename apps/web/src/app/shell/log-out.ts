import { showFailure } from "../../components/messages.tsx";
import { api } from "../../lib/api.ts";
import { paths } from "../../lib/paths.ts";
import { isAppError } from "@oscar/contracts";

/** Ends the session and loads the page anew, so that nothing of it stays in memory. */
export async function logOut(): Promise<void> {
  try {
    await api.deleteSession();
  } catch (error) {
    if (!isAppError(error, "unauthenticated")) return showFailure(error);
  }
  sessionStorage.clear();
  window.location.assign(paths.login());
}
