import { parseArgs } from "node:util";
import { BUCKETS } from "./chaos/chain.ts";
import { EMBEDDED } from "./chaos/embedded.ts";
import { ON_KUBERNETES } from "./chaos/on-kubernetes.ts";
import { ON_MINIO } from "./chaos/on-minio.ts";
import { probe } from "./chaos/prober.ts";
import { isClean, type Tally } from "./chaos/tally.ts";
import type { ChaosSetting } from "./chaos/world.ts";

const SETTINGS = [EMBEDDED, ON_MINIO, ON_KUBERNETES];
const names = SETTINGS.map(({ name }) => name).join(", ");

/** A victim stays away for up to this time, unless it is said for how long. */
const MOST_AWAY_MS = 2000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    objects: { type: "string", default: "1000" },
    kills: { type: "string", default: "40" },
    away: { type: "string" },
    // An unreachable store is tried again every minute.
    patience: { type: "string", default: "300" },
  },
});
const objects = wholeNumber("objects", values.objects);
const kills = wholeNumber("kills", values.kills);
const stillMs = 1000 * wholeNumber("patience", values.patience);
const away =
  values.away === undefined
    ? { mostMs: MOST_AWAY_MS }
    : { justMs: 1000 * wholeNumber("away", values.away) };
for (const name of positionals)
  if (!SETTINGS.some((setting) => setting.name === name))
    leave(`There is no setting "${name}"; there are: ${names}`);

for (const setting of SETTINGS)
  if (positionals.length === 0 || positionals.includes(setting.name))
    await run(setting);

/** Lets the prober loose on a setting, and says what it found. */
async function run(setting: ChaosSetting): Promise<void> {
  const lack = setting.whyNot();
  if (lack !== undefined) {
    console.log(`${setting.name}: skipped: ${lack}`);
    return;
  }
  console.log(`${setting.name}: ${objects} objects, ${kills} kills`);
  const began = performance.now();
  await using world = await setting.open(BUCKETS);
  const say = (line: string) => console.log(`  ${line}`);
  const tally = await probe(world, { objects, kills, away, stillMs, say });
  const seconds = Math.round((performance.now() - began) / 1000);
  print(tally, seconds);
  if (!isClean(tally)) process.exitCode = 1;
}

function print(tally: Tally, seconds: number): void {
  const { lost, doubled, faults } = tally;
  console.log(
    `  ${tally.objects} objects, ${tally.kills} kills, ${tally.jobs} jobs, ${tally.attempts} attempts, ${lost.length} lost, ${doubled.length} doubled, in ${seconds} s`,
  );
  for (const key of lost) console.log(`  lost: ${key}`);
  for (const what of doubled) console.log(`  doubled: ${what}`);
  for (const fault of faults) console.log(`  not as promised: ${fault}`);
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    leave(`--${name} is a whole number from 1 to 999999, not "${text}"`);
  return Number(text);
}

function leave(message: string): never {
  console.error(message);
  process.exit(1);
}
