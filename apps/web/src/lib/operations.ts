import { AppError, type Operation } from "@oscar/contracts";
import { api } from "./api.ts";

const POLL_MS = 700;

/**
 * Waits for the end of work that the server goes on with by itself.
 * @throws AppError where the work failed or was cancelled
 */
export async function operationEnd(started: Operation): Promise<Operation> {
  let operation = started;
  while (operation.state === "running") {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    operation = await api.getOperation({ params: { id: operation.id } });
  }
  if (operation.state === "succeeded") return operation;
  const { code = "internal", message = "" } = operation.problem ?? {};
  throw new AppError(code, message);
}
