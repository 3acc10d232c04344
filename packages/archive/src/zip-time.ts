const FIRST_DOS_TIME = Date.UTC(1980, 0, 1);
const LAST_DOS_TIME = Date.UTC(2107, 11, 31, 23, 59, 58);

/** MS-DOS date and time in UTC (APPNOTE 4.4.6), clamped to 1980 to 2107; two seconds exact. */
export function dosTimeOf(at: Date): { date: number; time: number } {
  const ms = Number.isNaN(at.getTime()) ? FIRST_DOS_TIME : at.getTime();
  const utc = new Date(Math.min(Math.max(ms, FIRST_DOS_TIME), LAST_DOS_TIME));
  const years = utc.getUTCFullYear() - 1980;
  return {
    date: (years << 9) | ((utc.getUTCMonth() + 1) << 5) | utc.getUTCDate(),
    time:
      (utc.getUTCHours() << 11) |
      (utc.getUTCMinutes() << 5) |
      (utc.getUTCSeconds() >> 1),
  };
}

/**
 * Seconds since 1970 for the extended timestamp, which is exact in every time zone;
 * undefined where they do not fit its signed 32 bits.
 */
export function unixTimeOf(at: Date): number | undefined {
  const seconds = Math.floor(at.getTime() / 1000);
  return seconds >= -(2 ** 31) && seconds < 2 ** 31 ? seconds : undefined;
}
