/** Our lines in a log begin so. */
const OURS = "[oscar]";

/** A line of ours for a log, with its end. */
export function logLine(text: string): string {
  return `${OURS} ${text.replaceAll(/[\r\n]+/g, " ")}\n`;
}
