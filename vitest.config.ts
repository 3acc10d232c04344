import { defineConfig } from "vitest/config";

/** Tests on a real cluster: they wait for pods nearly all of their time. */
const ON_CLUSTER = [
  "apps/server/src/adapters/kubernetes-runner/*.test.ts",
  "apps/server/src/testing/cluster/*.test.ts",
];

export default defineConfig({
  test: {
    // Child processes, file watchers and SQLite want a process of their own.
    pool: "forks",
    testTimeout: 20_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
    // A forgotten `.only` would skip the rest without a word.
    allowOnly: false,
    projects: [
      {
        extends: true,
        test: {
          name: "here",
          include: ["{apps,packages,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/dist/**", ...ON_CLUSTER],
          globalSetup: ["scripts/test/compile-server.ts"],
          // On two cores vitest takes one by itself; many tests wait for a disk or a process.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "cluster",
          include: ON_CLUSTER,
          globalSetup: ["scripts/cluster/provide-images.ts"],
          // After the others, whose time limits are shorter.
          maxWorkers: 3,
          maxConcurrency: 6,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
