import type { KnipConfig } from "knip";

const config: KnipConfig = {
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Called by scripts/check.ts.
  ignoreDependencies: ["prettier"],
  ignoreBinaries: ["ffmpeg", "darknet", "minio", "unshare"],
  workspaces: {
    ".": {
      entry: [
        "scripts/*.{ts,mjs}",
        "scripts/bench/bare-upload-server.ts",
        "e2e/**/*.spec.ts",
      ],
      project: ["scripts/**/*.{ts,mjs}", "e2e/**/*.ts", "*.config.ts"],
      playwright: { config: "e2e/playwright.config.ts" },
    },
    "packages/*": {
      entry: [
        "src/index.ts",
        "src/**/*.{contract,fixture}.ts",
        "src/**/*.bench.ts",
      ],
      project: "src/**/*.ts",
    },
    "apps/server": {
      entry: [
        "src/main.ts",
        "src/**/*.{contract,fixture}.ts",
        "src/testing/{crashing,fuzzed,shifted}-server.ts",
        "src/adapters/process-runner/launcher/launcher-main.ts",
      ],
      project: "src/**/*.ts",
    },
    "apps/supervisor": { entry: ["src/main.ts"], project: "src/**/*.ts" },
    "apps/web": {
      entry: ["src/main.tsx", "index.html"],
      // Its font file is named in app/base.css.
      ignoreDependencies: ["@fontsource-variable/inter"],
      project: ["src/**/*.{ts,tsx}", "vite/**/*.ts"],
    },
  },
};

export default config;
