/** Reads a script from an address that a user named. */
export interface ScriptFetcher {
  /** @throws AppError `invalid_request` for an address that is refused, `script_unreachable` */
  fetch(url: string, options: { signal: AbortSignal }): Promise<string>;
}
