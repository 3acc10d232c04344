import { defineConfig } from "@playwright/test";
import { chromiumPath } from "./chromium.ts";
import type { WorkerFixtures } from "./fixtures.ts";

/** Chromium refuses its sandbox to root; the rest keeps it from calling home. */
const ARGUMENTS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig<object, WorkerFixtures>({
  testDir: ".",
  outputDir: "../test-results",
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  projects: [
    // The long ones first and last, so that they do not share the cores with one another.
    {
      name: "pods",
      testMatch: "tutorial.spec.ts",
      use: { store: "minio and pods" },
    },
    {
      name: "minio",
      testMatch: "tutorial.spec.ts",
      use: { store: "minio" },
    },
    { name: "folder" },
    {
      name: "deployed",
      testMatch: "tutorial.spec.ts",
      use: { store: "all in pods" },
    },
  ],
  use: {
    browserName: "chromium",
    actionTimeout: 20_000,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    // Without pictures of every moment, which take as much of a core as the test itself.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: { executablePath: chromiumPath(), args: ARGUMENTS },
  },
});
