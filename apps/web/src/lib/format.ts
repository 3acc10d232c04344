const SIZE_UNITS = ["B", "KB", "MB", "GB", "TB", "PB"];

/**
 * A size in steps of 1024 with one decimal, `94 B`, `34.8 KB`, so that sizes below each other
 * line up; the next unit begins at 1000, so that none has more than three digits before it.
 */
export function formatBytes(bytes: number, language: string): string {
  const { number, unit } = sizeParts(bytes, language);
  return `${number} ${unit}`;
}

/** A size's number and its unit. */
export function sizeParts(
  bytes: number,
  language: string,
): { number: string; unit: string } {
  let value = bytes;
  let unit = 0;
  // What would be rounded to 1000 counts as 1000.
  while (
    value >= (unit === 0 ? 1000 : 999.95) &&
    unit < SIZE_UNITS.length - 1
  ) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 ? 0 : 1;
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return { number: format.format(value), unit: SIZE_UNITS[unit] ?? "" };
}

/** True where a size is written rounded, and the exact one says more. */
export function isRounded(bytes: number): boolean {
  return bytes >= 1000;
}

const formatters = new Map<string, unknown>();

/** Making a formatter costs a hundred times what using it does, and tables use many. */
function formatter<T>(name: string, make: () => T): T {
  const known = formatters.get(name);
  if (known) return known as T;
  const made = make();
  formatters.set(name, made);
  return made;
}

/** A whole number with the language's separators. */
export function formatNumber(value: number, language: string): string {
  return formatter(
    `number ${language}`,
    () => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }),
  ).format(value);
}

/** Date and time to the second, in the reader's own zone, which is named. */
export function formatExactTime(time: string, language: string): string {
  return formatter(
    `exact ${language}`,
    () =>
      new Intl.DateTimeFormat(language, {
        dateStyle: "medium",
        timeStyle: "long",
      }),
  ).format(new Date(time));
}

/** `2019-02-05 11:43`, in the reader's own zone, as OSCAR's tables show it. */
export function formatMinute(time: string): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** `3 minutes ago`, in the language given; within the last minute `now` is said as such. */
export function formatRelativeTime(
  time: string,
  nowMs: number,
  language: string,
  style: "long" | "short" = "long",
): string {
  const seconds = (Date.parse(time) - nowMs) / 1000;
  const format = formatter(
    `relative ${style} ${language}`,
    () => new Intl.RelativeTimeFormat(language, { numeric: "auto", style }),
  );
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size)
      return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, "second");
}

/**
 * A duration in its two largest units: `3 m 05 s`, `1 h 02 m`; below ten seconds with that many
 * digits, `1.0 s` as well as `0.4 s`, so that durations below each other line up.
 */
export function formatDuration(
  ms: number,
  language: string,
  digits = 1,
): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) {
    const format = formatter(
      `seconds ${language} ${digits}`,
      () =>
        new Intl.NumberFormat(language, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }),
    );
    return `${format.format(seconds)} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number) => String(value).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${two(whole % 60)} s`;
  const minutes = Math.floor(whole / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
}
