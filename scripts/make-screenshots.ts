import { join } from "node:path";
import { parseArgs } from "node:util";
import { startServer } from "../e2e/server.ts";
import { BUCKETS } from "./screenshots/buckets.ts";
import { DASHBOARD } from "./screenshots/dashboard.ts";
import { FUNCTION_FORM } from "./screenshots/function-form.ts";
import { FUNCTIONS } from "./screenshots/functions.ts";
import { JOBS } from "./screenshots/jobs.ts";
import type { Picture, World } from "./screenshots/picture.ts";
import { PREVIEWS } from "./screenshots/previews.ts";
import { SESSION } from "./screenshots/session.ts";
import { SETTINGS } from "./screenshots/settings.ts";
import { SHELL } from "./screenshots/shell.ts";
import {
  openBrowser,
  type Size,
  SIZES,
  take,
  type Theme,
} from "./screenshots/take.ts";
import { UPLOADS } from "./screenshots/uploads.ts";
import { workOn } from "./screenshots/used-server.ts";

const PICTURES: Picture[] = [
  ...SESSION,
  ...SHELL,
  ...DASHBOARD,
  ...FUNCTIONS,
  ...FUNCTION_FORM,
  ...BUCKETS,
  ...PREVIEWS,
  ...UPLOADS,
  ...JOBS,
  ...SETTINGS,
];
/** The pictures that the README and the guide show: 1280 px, light. */
const SHOWN = ["bucket", "functions", "function", "preview"];
/** As many at a time as help on two cores. */
const AT_A_TIME = 2;

const { values } = parseArgs({
  options: {
    /** A folder that gets every picture in every size and theme, to be looked at. */
    all: { type: "string" },
    /** Only pictures whose name holds one of these, separated by commas. */
    only: { type: "string", default: "" },
    /** Only these widths, separated by commas: 360, 1280, 1920. */
    sizes: { type: "string", default: Object.keys(SIZES).join() },
    themes: { type: "string", default: "light,dark" },
    locale: { type: "string", default: "en-GB" },
  },
});

const NOBODY: World = {
  jobs: {
    succeeded: "",
    failed: "",
    running: "",
    cancelled: "",
    talkative: "",
  },
};

const shots = values.all === undefined ? shotsOfDocs() : shotsOfAll(values.all);
const isUsedWanted = shots.some(({ picture }) => picture.server !== "new");
await using fresh = await startServer();
await using used = await startServer({ OSCAR_MAX_JOBS: "4" });
const world = isUsedWanted ? await workOn(used) : NOBODY;
const browser = await openBrowser();
try {
  const waiting = shots[Symbol.iterator]();
  const worker = async () => {
    for (const shot of waiting) await takeShot(shot).catch(tell);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
} finally {
  await browser.close();
}

/** One that cannot be taken shows a fault of the page; the others are wanted all the same. */
function tell(error: unknown): void {
  console.error(error);
  process.exitCode = 1;
}

interface Shot {
  picture: Picture;
  size: Size;
  themes: Theme[];
  fileOf(theme: Theme): string;
}

async function takeShot({ picture, ...shot }: Shot): Promise<void> {
  const server = picture.server === "new" ? fresh : used;
  const { locale } = values;
  await take(browser, picture, { ...shot, server, world, locale });
  for (const theme of shot.themes) console.log(shot.fileOf(theme));
}

function shotsOfDocs(): Shot[] {
  const folder = join(import.meta.dirname, "../docs/images");
  return PICTURES.filter(({ name }) => SHOWN.includes(name)).map((picture) => ({
    picture,
    size: "1280",
    themes: ["light"],
    fileOf: () => join(folder, `${picture.name}.png`),
  }));
}

function shotsOfAll(folder: string): Shot[] {
  const parts = values.only.split(",");
  const isWanted = ({ name }: Picture) =>
    parts.some((part) => name.includes(part));
  const sizes = values.sizes.split(",") as Size[];
  const themes = values.themes.split(",") as Theme[];
  return PICTURES.filter(isWanted).flatMap((picture) =>
    sizes.map((size) => ({
      picture,
      size,
      themes,
      fileOf: (theme: Theme) =>
        join(folder, `${picture.name}-${size}-${theme}.png`),
    })),
  );
}
