/** How many fields something is wrong with, in the nested errors of the form. */
export function countFaults(errors: unknown): number {
  if (typeof errors !== "object" || errors === null) return 0;
  if ("message" in errors && typeof errors.message === "string") return 1;
  return Object.entries(errors)
    .filter(([name]) => name !== "ref")
    .reduce((sum, [, inner]) => sum + countFaults(inner), 0);
}
