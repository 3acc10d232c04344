/** What S3 asks of a bucket's name besides its length. */
const ALLOWED = /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/;
const FORBIDDEN = /\.\.|\.-|-\.|^\d+\.\d+\.\d+\.\d+$|^xn--/;

/** Says why a text is no name for a bucket, or undefined for a good one. */
export function bucketNameProblem(name: string): string | undefined {
  if (name.length < 3) return "A bucket's name has at least 3 characters.";
  if (name.length > 63) return "A bucket's name has at most 63 characters.";
  if (!ALLOWED.test(name))
    return "Use lower-case letters, digits, dots and hyphens; begin and end with a letter or a digit.";
  if (FORBIDDEN.test(name))
    return "Two dots in a row, a dot beside a hyphen, and addresses are not allowed.";
  return undefined;
}
