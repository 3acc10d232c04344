import type { KnownNames } from "./fuzz-world.ts";

/** How often a parameter is the name of something that is there. */
const PROBABILITY = 0.6;

/** What the fuzzer is told besides the API's description, as TOML. */
export function configOf(known: KnownNames): string {
  const names = Object.entries(known);
  return [
    "continue-on-failure = true",
    "request-timeout = 20",
    'suppress-health-check = ["all"]',
    "warnings = false",
    // Whether what is described is also taken depends on what is there.
    "checks.positive_data_acceptance.enabled = false",
    // Guessing gets slower and slower, so that its answer changes.
    "checks.ignored_auth.enabled = false",
    ...names.map(
      ([parameter, values]) =>
        `dictionaries.${dictionaryOf(parameter)}.values = ${JSON.stringify(values)}`,
    ),
    ...names.map(
      ([parameter]) =>
        `parameters.${JSON.stringify(parameter)} = { dictionary = ${JSON.stringify(dictionaryOf(parameter))}, probability = ${PROBABILITY} }`,
    ),
    "",
  ].join("\n");
}

const dictionaryOf = (parameter: string) => parameter.replace(".", "-");
