import { runServer } from "../run-server.ts";

/** The product on a machine whose clock is wrong by so many milliseconds. */
const shiftMs = Number(process.env["SHIFT_CLOCK_MS"]);
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...args: [] | [string | number | Date]) {
    super(...((args.length === 0 ? [ShiftedDate.now()] : args) as [number]));
  }

  static override now(): number {
    return RealDate.now() + shiftMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;

await runServer();
