import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { packAssets } from "./vite/pack-assets.ts";
import { INTER, subsetInter } from "./vite/subset-font.ts";

const server = process.env["OSCAR_DEV_SERVER"] ?? "http://127.0.0.1:8080";
const CACHE = fileURLToPath(
  new URL("../../node_modules/.cache/oscar", import.meta.url),
);

export default defineConfig(async ({ command }) => ({
  plugins: [react(), packAssets()],
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
          groups: [
            // Before all that makes schemas: see lib/boot.ts.
            { name: "boot", test: /\/(lib\/boot\.ts|zod\/)/, priority: 2 },
            // What most pages share comes in one file instead of forty.
            {
              name: "common",
              test: /node_modules/,
              minShareCount: 8,
              priority: 1,
            },
          ],
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
