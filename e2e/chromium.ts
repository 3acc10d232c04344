import { findCommand } from "../scripts/test/find-command.ts";

const CANDIDATES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The machine's own Chromium: CHROMIUM_PATH, else the first that is found, else undefined. */
export function chromiumPath(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  const candidates = given ? [given] : CANDIDATES;
  return candidates.map(findCommand).find((path) => path !== undefined);
}
