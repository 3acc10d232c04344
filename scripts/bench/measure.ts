/** One line of a table. */
export type Row = Record<string, string | number>;

/** Something about the product that has a number. Each is a file of its own in this folder. */
export interface Measure {
  /** Run alone by `npm run bench -- NAME`. */
  name: string;
  /** What is measured and how, in a sentence. */
  title: string;
  /** Does the work, and tells the rows as they come. */
  run(report: (row: Row) => void): Promise<void>;
}
