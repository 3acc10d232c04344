import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";

/** The server, restarted when its source changes, beside vite, which serves the SPA. */
const PROGRAMS = [
  { name: "node", args: ["--watch", "apps/server/src/main.ts"] },
  { name: "vite", args: ["apps/web"] },
];

const root = dirname(import.meta.dirname);
const children = PROGRAMS.map(({ name, args }) =>
  spawn(join(root, "node_modules", ".bin", name), args, {
    cwd: root,
    stdio: "inherit",
  }),
);
const endAll = () => children.forEach((child) => child.kill("SIGTERM"));
process.once("SIGINT", endAll);
process.once("SIGTERM", endAll);

await Promise.race(children.map((child) => once(child, "exit")));
endAll();
