import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** They are the schemas' own: a page that needs one of these needs schemas. */
const OF_SCHEMAS = ["client.ts", "index.ts"];

const sources = new Map(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => [
      name,
      readFileSync(join(import.meta.dirname, name), "utf8"),
    ]),
);

/** What a module imports to run, and not for its types alone. */
function importsOf(source: string): string[] {
  return [
    ...source.matchAll(/^(?:import|export) (?!type )[^;]*? from "([^"]+)";/gm),
  ].map(([, path = ""]) => path.replace("./", ""));
}

const hasSchemas = (name: string) =>
  importsOf(sources.get(name) ?? "").includes("zod");

// Otherwise the first page of every visit would load zod (docs/decisions/008).
test("what has no schemas imports nothing that has", () => {
  const plain = [...sources.keys()].filter(
    (name) => !hasSchemas(name) && !OF_SCHEMAS.includes(name),
  );
  expect(plain).toContain("app-error.ts");
  const guilty = plain.flatMap((name) =>
    importsOf(sources.get(name) ?? "")
      .filter(hasSchemas)
      .map((imported) => `${name} imports ${imported}`),
  );
  expect(guilty).toEqual([]);
});
