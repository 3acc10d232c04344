// The program that starts scripts for the server. To start one, a process is copied, which
// takes as long as it is large; this one stays small. It ends with the server, and all that
// runs ends with it.
import { Launches } from "./launches.ts";
import type { Order } from "./messages.ts";

// Where the server is gone nobody wants to hear it.
const nobody = () => undefined;
const launches = new Launches((report) => process.send?.(report, nobody));
process.on("message", (order: Order) => void launches.obey(order));
process.once("disconnect", () => {
  launches.endAll();
  process.exit();
});
