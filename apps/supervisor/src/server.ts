import {
  type Endpoint,
  POD_HEADER,
  type RequestOf,
  type ResponseOf,
  callEndpoint,
  isAppError,
  supervisorEndpoints,
} from "@oscar/contracts";
import type { SupervisorConfig } from "./config.ts";
import { lost } from "./ends.ts";
import { Passing, type Patience } from "./patience.ts";

const CALL_LIMIT_MS = 60_000;
/** The server answers a report when all of it is in its ledger. */
const REPORT_LIMIT_MS = 10 * 60_000;

/** The server, asked on behalf of one attempt, as patiently as the pod may wait. */
export class Server {
  readonly #config: SupervisorConfig;
  readonly #patience: Patience;

  constructor(config: SupervisorConfig, patience: Patience) {
    this.#config = config;
    this.#patience = patience;
  }

  input() {
    return this.#ask(supervisorEndpoints.getInput, { params: this.#attempt });
  }

  async beginOutput(output: { path: string; size: number }) {
    const { uploads } = await this.#ask(supervisorEndpoints.beginOutput, {
      params: this.#attempt,
      body: output,
    });
    return uploads;
  }

  async partUrl(id: string, number: number): Promise<string> {
    const params = { ...this.#attempt, id, number };
    const { url } = await this.#ask(supervisorEndpoints.getPart, { params });
    return url;
  }

  async finishUpload(
    id: string,
    body: RequestOf<typeof supervisorEndpoints.finishUpload>["body"],
  ): Promise<void> {
    const params = { ...this.#attempt, id };
    await this.#ask(supervisorEndpoints.finishUpload, { params, body });
  }

  async report(body: { uploads: number; notes: string[] }): Promise<void> {
    const request = { params: this.#attempt, body };
    await this.#ask(
      supervisorEndpoints.reportOutputs,
      request,
      REPORT_LIMIT_MS,
    );
  }

  get #attempt() {
    const { jobId, attempt } = this.#config;
    return { jobId, attempt };
  }

  async #ask<const E extends Endpoint>(
    row: E,
    request: RequestOf<E>,
    limitMs = CALL_LIMIT_MS,
  ): Promise<ResponseOf<E>> {
    const { serverUrl, token, pod } = this.#config;
    try {
      return await this.#patience.outlive(() =>
        callEndpoint(row, request, {
          baseUrl: serverUrl,
          headers: { Authorization: `Bearer ${token}`, [POD_HEADER]: pod },
          signal: AbortSignal.timeout(limitMs),
        }).catch(asPassing),
      );
    } catch (error) {
      if (isAppError(error, "unauthenticated", "job_state_conflict"))
        throw lost("The server does not know the attempt any more.", error);
      throw error;
    }
  }
}

/** No answer in time, or one that broke off, is like none. */
function asPassing(error: unknown): never {
  const isBroken =
    error instanceof TypeError ||
    error instanceof SyntaxError ||
    (error instanceof DOMException && error.name === "TimeoutError");
  if (!isBroken) throw error;
  throw new Passing("The server cannot be reached.", { cause: error });
}
