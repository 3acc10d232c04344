import { join } from "node:path";
import { build } from "vite";

/**
 * Makes one JavaScript file, main.mjs, of the supervisor and all that it imports. It starts
 * twice for each job, and would spend most of its time on reading a hundred files and on taking
 * the types out of them.
 */
export async function bundleSupervisor(
  root: string,
  target: string,
): Promise<void> {
  await build({
    root: join(root, "apps/supervisor"),
    configFile: false,
    logLevel: "warn",
    // Nothing is left to be found in node_modules.
    ssr: { noExternal: true },
    build: {
      ssr: "src/main.ts",
      outDir: target,
      emptyOutDir: false,
      target: "node24",
      // What a pod logs shall name the places in it.
      minify: false,
      rolldownOptions: { output: { entryFileNames: "main.mjs" } },
    },
  });
}
