import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { chunkGroups } from "./vite/chunks.ts";
import { nameParts } from "./vite/name-parts.ts";
import { packAssets } from "./vite/pack-assets.ts";
import { INTER, subsetInter } from "./vite/subset-font.ts";

const server = process.env["OSCAR_DEV_SERVER"] ?? "http://127.0.0.1:8080";
const CACHE = fileURLToPath(
  new URL("../../node_modules/.cache/oscar", import.meta.url),
);

const LANGUAGES = ["en", "es"];
/** CodeMirror is larger than all our pages. */
const EDITOR = ["script-editor", "script-style", "script-diff"];

export default defineConfig(async ({ command }) => ({
  plugins: [
    react(),
    nameParts({ except: [...LANGUAGES, ...EDITOR, "jszip.min"] }),
    packAssets(),
  ],
  resolve: {
    alias: {
      "@font/inter.woff2":
        command === "build" ? await subsetInter(CACHE) : INTER,
    },
  },
  publicDir: "static",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: address for scripts and styles
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: chunkGroups,
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": { target: server, changeOrigin: true },
      "/examples": { target: server, changeOrigin: true },
      "/events": { target: server, changeOrigin: true },
    },
  },
}));
