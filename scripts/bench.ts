import { cpus } from "node:os";
import { DARKNET } from "./bench/darknet.ts";
import { isMet, type Measure, type Row, type Target } from "./bench/measure.ts";
import { PAGES } from "./bench/pages.ts";
import { QUEUE } from "./bench/queue.ts";
import { START } from "./bench/start.ts";
import { UPLOAD } from "./bench/upload.ts";

/** Every measure; `npm run bench -- pages` takes one alone. */
const MEASURES: Measure[] = [DARKNET, START, UPLOAD, QUEUE, PAGES];

const wanted = process.argv.slice(2);
const unknown = wanted.find(
  (name) => !MEASURES.some((measure) => measure.name === name),
);
if (unknown !== undefined) {
  const names = MEASURES.map(({ name }) => name).join(", ");
  console.error(`There is no measure "${unknown}"; there are: ${names}`);
  process.exit(1);
}

console.log(`Node ${process.version}, ${cpus().length} cores`);
for (const measure of MEASURES) {
  if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
  console.log(`\n${measure.name}: ${measure.title}`);
  const rows: Row[] = [];
  const targets = await measure.run((row) => rows.push(row));
  print(rows);
  for (const target of targets) judge(target);
}

/** Says what is promised and whether it is kept; what is not makes the run fail. */
function judge(target: Target): void {
  const { what, value, atLeast, atMost } = target;
  const limit =
    atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  const isGood = isMet(target);
  console.log(
    `  ${what}: ${value.toFixed(3)}, ${limit}: ${isGood ? "met" : "MISSED"}`,
  );
  if (!isGood) process.exitCode = 1;
}

/** In columns: names left, numbers right. */
function print(rows: Row[]): void {
  const titles = Object.keys(rows[0] ?? {});
  const lines = [
    titles,
    ...rows.map((row) => titles.map((t) => String(row[t]))),
  ];
  const widths = titles.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  for (const line of lines) {
    const cells = line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(`  ${cells.join("  ")}`);
  }
}
