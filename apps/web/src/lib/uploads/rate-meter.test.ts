import { expect, test } from "vitest";
import { RateMeter, secondsLeft } from "./rate-meter.ts";

test("the rate is that of the last seconds", () => {
  const meter = new RateMeter();
  for (let second = 0; second <= 20; second++)
    meter.add(second * 1000, second * 100);
  for (let second = 21; second <= 30; second++)
    meter.add(second * 1000, 2000 + (second - 20) * 1000);
  expect(meter.bytesPerSecond(30_000)).toBe(1000);
});

test("nothing is told before enough is known", () => {
  const meter = new RateMeter();
  meter.add(0, 0);
  meter.add(100, 500);
  expect(meter.bytesPerSecond(100)).toBeUndefined();
  expect(meter.bytesPerSecond(1000)).toBe(500);
});

test("the rate of a transfer that stalls falls", () => {
  const meter = new RateMeter();
  meter.add(0, 0);
  meter.add(1000, 1000);
  expect(meter.bytesPerSecond(1000)).toBe(1000);
  expect(meter.bytesPerSecond(10_000)).toBe(100);
});

test("a transfer that begins anew is measured anew", () => {
  const meter = new RateMeter();
  meter.add(0, 0);
  meter.add(1000, 9000);
  meter.add(1100, 0);
  meter.add(2100, 100);
  expect(meter.bytesPerSecond(2100)).toBe(100);
});

test("the time left is told only where there is a rate", () => {
  expect(secondsLeft(1000, 100)).toBe(10);
  expect(secondsLeft(1000, undefined)).toBeUndefined();
  expect(secondsLeft(1000, 0)).toBeUndefined();
});
