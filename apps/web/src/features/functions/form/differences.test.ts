import { expect, it } from "vitest";
import { combine, differencesOf } from "./differences.ts";
import { EMPTY_VALUES, type FormValues } from "./form-values.ts";

const BASE: FormValues = {
  ...EMPTY_VALUES,
  image: "a",
  script: "one",
  scriptName: "f.sh",
  environment: [
    { key: "A", value: "1" },
    { key: "B", value: "2" },
  ],
  secrets: [{ key: "TOKEN", value: "", isKept: true }],
};

it("tells who has changed what", () => {
  const mine = { ...BASE, image: "mine", script: "both mine" };
  const theirs = { ...BASE, script: "both theirs", retries: "3" };
  expect(differencesOf({ base: BASE, mine, theirs })).toEqual([
    { part: "image", mine: "mine", theirs: "a", changedBy: "mine" },
    {
      part: "script",
      mine: "both mine",
      theirs: "both theirs",
      changedBy: "both",
    },
    { part: "retries", mine: "", theirs: "3", changedBy: "theirs" },
  ]);
});

it("finds no difference where only the order is another", () => {
  const theirs = { ...BASE, environment: BASE.environment.toReversed() };
  expect(differencesOf({ base: BASE, mine: BASE, theirs })).toEqual([]);
});

it("shows of a secret that it is new, and not what it is", () => {
  const secrets = [{ key: "TOKEN", value: "s3cr3t" }];
  const [difference] = differencesOf({
    base: BASE,
    mine: { ...BASE, secrets },
    theirs: BASE,
  });
  expect(difference).toEqual({
    part: "secrets",
    mine: "TOKEN •",
    theirs: "TOKEN",
    changedBy: "mine",
  });
});

it("combines what was chosen, and leaves the rest as I have it", () => {
  const mine = { ...BASE, image: "mine", retries: "1" };
  const theirs = {
    ...BASE,
    script: "theirs",
    scriptName: "theirs.sh",
    retries: "9",
  };
  expect(combine({ mine, theirs }, { script: "theirs" })).toEqual({
    ...mine,
    script: "theirs",
    scriptName: "theirs.sh",
  });
  expect(mine.script).toBe("one");
});
