import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{apps,packages,scripts}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["scripts/test/compile-server.ts"],
    // Child processes, file watchers and SQLite want a process of their own.
    pool: "forks",
    testTimeout: 20_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
    // A forgotten `.only` would skip the rest without a word.
    allowOnly: false,
  },
});
