import { defineConfig } from "oxlint";
import {
  FOREIGN_FEATURE,
  NO_ADAPTERS,
  NO_EXPRESS,
  NO_FOREIGN_FEATURE,
  NO_HTTP,
  NO_KUBERNETES,
  NO_LEDGER,
  NO_PROCESS_ENV,
  NO_SLEEP,
  NO_USE_CASES,
  NO_WEIGHT,
  SERVER,
  restrict,
} from "./oxlint.directions.ts";

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "node", "vitest"],
  categories: { correctness: "error" },
  options: {
    typeAware: true,
    denyWarnings: true,
    reportUnusedDisableDirectives: "error",
  },
  ignorePatterns: ["**/dist/**", "public/**"],
  rules: {
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true },
    ],
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    // Our ports are plain records of functions; nothing in them needs `this`.
    "typescript/unbound-method": "off",
    // They take `describe.skipIf(…)` for a suite.
    "vitest/valid-title": "off",
    "vitest/valid-describe-callback": "off",
    // It does not see that `#x ??= y` reads.
    "eslint/no-unused-private-class-members": "off",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "eslint/eqeqeq": "error",
    "eslint/max-lines": ["error", { max: 300 }],
    "eslint/max-lines-per-function": [
      "error",
      { max: 40, skipBlankLines: true, skipComments: true },
    ],
    // Three, and one options object.
    "eslint/max-params": ["error", { max: 4 }],
  },
  overrides: [
    {
      files: ["*.config.ts", "**/vite.config.ts"],
      rules: { "import/no-default-export": "off" },
    },
    {
      // A component or a hook is one function; its markup counts.
      files: ["**/*.tsx", "apps/web/src/**/use-*.ts"],
      plugins: ["react", "jsx-a11y"],
      rules: {
        "react/rules-of-hooks": "error",
        "react/exhaustive-deps": "error",
        // It warns of TanStack's tables and lists, for a compiler that we do not use.
        "react/incompatible-library": "off",
        // A dialog that opens takes the focus, and MUI's alerts carry roles.
        "jsx-a11y/no-autofocus": "off",
        "jsx-a11y/prefer-tag-over-role": "off",
        "eslint/max-lines-per-function": ["error", { max: 120 }],
      },
    },
    {
      files: ["packages/contracts/src/**/*.ts"],
      rules: {
        "eslint/no-restricted-imports": restrict({
          group: ["**", "!zod", "!./*"],
          message: "Contracts run everywhere: they import only zod.",
        }),
      },
    },
    {
      // A table, one row an endpoint.
      files: ["packages/contracts/src/endpoints.ts"],
      rules: { "eslint/max-lines": "off" },
    },
    {
      files: ["packages/archive/src/**/*.ts"],
      rules: {
        "eslint/no-restricted-imports": restrict({
          group: ["node:*", "!node:zlib", "!node:stream"],
          message: "The zip writer does no I/O: take bytes, give bytes.",
        }),
      },
    },
    {
      files: ["apps/server/src/**/*.ts"],
      rules: {
        "eslint/no-restricted-properties": NO_PROCESS_ENV,
        "eslint/no-restricted-imports": restrict(...SERVER, NO_KUBERNETES),
      },
    },
    {
      files: [
        "apps/server/src/{flow,functions,buckets,objects,jobs,sessions}/**/*.ts",
      ],
      rules: {
        "eslint/no-restricted-imports": restrict(
          ...SERVER,
          NO_KUBERNETES,
          NO_EXPRESS,
          NO_ADAPTERS,
          NO_HTTP,
        ),
      },
    },
    {
      files: ["apps/server/src/{ledger,ports}/**/*.ts"],
      rules: {
        "eslint/no-restricted-imports": restrict(
          ...SERVER,
          NO_KUBERNETES,
          NO_EXPRESS,
          NO_ADAPTERS,
          NO_HTTP,
          NO_USE_CASES,
        ),
      },
    },
    {
      files: ["apps/server/src/adapters/**/*.ts"],
      rules: {
        "eslint/no-restricted-imports": restrict(
          ...SERVER,
          NO_EXPRESS,
          NO_HTTP,
          NO_USE_CASES,
          NO_LEDGER,
        ),
      },
    },
    {
      files: ["apps/server/src/{api,http}/**/*.ts", "apps/server/src/app.ts"],
      rules: {
        "eslint/no-restricted-imports": restrict(
          ...SERVER,
          NO_KUBERNETES,
          NO_ADAPTERS,
        ),
      },
    },
    {
      files: ["apps/{server,supervisor}/src/config.ts"],
      rules: { "eslint/no-restricted-properties": "off" },
    },
    {
      files: ["apps/web/src/**/*.{ts,tsx}"],
      rules: { "eslint/no-restricted-imports": restrict(...NO_WEIGHT) },
    },
    {
      files: ["apps/web/src/features/*/*.{ts,tsx}"],
      rules: {
        "eslint/no-restricted-imports": restrict(
          ...NO_WEIGHT,
          { regex: "^\\.\\./[^.]", message: FOREIGN_FEATURE },
          { regex: "/features/", message: FOREIGN_FEATURE },
        ),
      },
    },
    {
      files: ["apps/web/src/features/*/*/**/*.{ts,tsx}"],
      rules: {
        "eslint/no-restricted-imports": restrict(
          ...NO_WEIGHT,
          ...NO_FOREIGN_FEATURE,
        ),
      },
    },
    {
      // They are loaded when they are opened.
      files: [
        "apps/web/src/features/functions/{bundle,copying,form}/**/*.{ts,tsx}",
        "apps/web/src/features/functions/page/backfill-dialog.tsx",
      ],
      rules: {
        "eslint/no-restricted-imports": restrict(...NO_FOREIGN_FEATURE),
      },
    },
    {
      // A describe block is one function; tests compose what the layers keep apart.
      files: [
        "**/*.{test,contract,fixture,bench}.{ts,tsx}",
        "**/{testing,contract}/**/*.ts",
        "e2e/**/*.ts",
      ],
      rules: {
        "eslint/max-lines-per-function": "off",
        "eslint/max-params": "off",
        "eslint/no-restricted-properties": "off",
        // Testers of contract suites expect on behalf of their tests.
        "vitest/no-standalone-expect": "off",
        "vitest/expect-expect": "off",
        "vitest/no-conditional-expect": "off",
        "vitest/require-to-throw-message": "off",
        // vitest's expect takes a message.
        "vitest/valid-expect": ["error", { maxArgs: 2 }],
        "vitest/no-restricted-vi-methods": [
          "error",
          {
            mock: "No module mocking: write another adapter that passes the contract suite.",
            doMock: "No module mocking: write another adapter instead.",
          },
        ],
        "eslint/no-restricted-imports": restrict(NO_SLEEP),
      },
    },
    {
      // What waits for a state has to look at it now and then.
      files: ["**/testing/**/*.ts"],
      rules: { "eslint/no-restricted-imports": "off" },
    },
    {
      // Playwright's tests look like vitest's and are not.
      files: ["e2e/**/*.ts"],
      plugins: ["typescript", "unicorn", "oxc", "import", "node"],
      rules: {
        "eslint/no-restricted-properties": [
          "error",
          {
            property: "waitForTimeout",
            message: "Tests do not sleep: wait for what the user would see.",
          },
        ],
      },
    },
  ],
});
