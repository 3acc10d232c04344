/** One line of a table. */
export type Row = Record<string, string | number>;

/** A number that the product promises. */
export interface Target {
  what: string;
  value: number;
  atLeast?: number;
  atMost?: number;
}

/** Something about the product that has a number. Each is a file of its own in this folder. */
export interface Measure {
  /** Run alone by `npm run bench -- NAME`. */
  name: string;
  /** What is measured and how, in a sentence. */
  title: string;
  /** Does the work, tells the rows as they come, and resolves with what is promised of them. */
  run(report: (row: Row) => void): Promise<Target[]>;
}

export function isMet({ value, atLeast, atMost }: Target): boolean {
  return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
}
