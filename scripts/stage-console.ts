import { ROOT } from "./test/run-command.ts";
import { stageApp } from "./cluster/stage-app.ts";

/** Copies what the console needs to run into the folder that is named. */
const [target] = process.argv.slice(2);
if (target === undefined) throw new Error("Name a folder");
await stageApp(ROOT, target);
