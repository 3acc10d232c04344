import { openRunner, openParts } from "../compose.ts";
import { runServer } from "../run-server.ts";

/**
 * The product, except that it kills itself at one point: `CRASH_AT` is PATH:WHEN:CALL, such
 * as `ledger.publishing.begin:after:1`, the moment after the first call has resolved. The
 * path leads from the parts to a method; calls with an empty list are not counted.
 */
const [path = "", when, call] = (process.env["CRASH_AT"] ?? "").split(":");
const crashingCall = Number(call);
let calls = 0;

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("unreachable");
}

/** A stand-in for `target` that is the same but at the method that the path leads to. */
function crashing<T extends object>(target: T, [name, ...rest]: string[]): T {
  return new Proxy(target, {
    get(_target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property !== name) {
        if (typeof value !== "function") return value;
        // Not bound: V8 does not dispose of what has a bound function for it.
        return (...args: unknown[]): unknown =>
          Reflect.apply(value, target, args);
      }
      if (rest.length > 0) return crashing(value as object, rest);
      return (...args: unknown[]) => crashingMethod(target, value, args);
    },
  });
}

async function crashingMethod(
  target: object,
  method: unknown,
  args: unknown[],
): Promise<unknown> {
  const [first] = args;
  const isCounted = !Array.isArray(first) || first.length > 0;
  const isNow = isCounted && ++calls === crashingCall;
  if (isNow && when === "before") die();
  const result: unknown = await (
    method as (...args: unknown[]) => Promise<unknown>
  ).apply(target, args);
  if (isNow) die();
  return result;
}

await runServer({
  async open(config, log) {
    const parts = crashing(await openParts(config, log), path.split("."));
    const runner = await openRunner(parts, config, log);
    return Object.assign(parts, { runner });
  },
});
