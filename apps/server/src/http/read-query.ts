import { AppError } from "@oscar/contracts";

/**
 * Reads a query string without guessing: a byte that is not UTF-8 is refused rather than
 * replaced, so that a key is the caller's key or an error. Of a repeated name the values
 * become a list, which no schema of ours takes.
 */
export function readQuery(
  text: string | null,
): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null) as never;
  for (const pair of (text ?? "").split("&")) {
    if (pair === "") continue;
    const cut = pair.indexOf("=");
    const name = decoded(cut < 0 ? pair : pair.slice(0, cut), "");
    const value = cut < 0 ? "" : decoded(pair.slice(cut + 1), name);
    const earlier = query[name];
    query[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return query;
}

function decoded(text: string, name: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    const code = name === "key" ? "key_unsupported" : "invalid_request";
    const message = `The address holds ${text.slice(0, 100)}, which is not UTF-8 in % notation.`;
    throw new AppError(code, message, { cause });
  }
}
