import i18next from "i18next";
import { beforeEach, expect, it } from "vitest";
import { es } from "../../../locales/es.ts";
import { faultsOf, fieldOfPath } from "./form-faults.ts";
import { EMPTY_VALUES, type FormValues } from "./form-values.ts";

const GOOD: FormValues = {
  ...EMPTY_VALUES,
  image: "grycap/ffmpeg",
  name: "split-video",
  script: "#!/bin/sh\n",
};

beforeEach(async () => {
  await i18next.init({ lng: "en", resources: { es } });
});

it("finds nothing wrong with what is right", () => {
  expect(faultsOf(GOOD)).toEqual([]);
});

it.each<[string, Partial<FormValues>, RegExp]>([
  ["image", { image: "" }, /Docker image is required/],
  ["name", { name: "Split" }, /lower-case/],
  ["script", { script: " \n" }, /script is empty/],
  ["requests.memory", { requests: { cpu: "", memory: "2GB" } }, /2Gi instead/],
  ["timeoutSeconds", { timeoutSeconds: "soon" }, /./],
  [
    "environment",
    { environment: [{ key: "1A", value: "" }] },
    /^1A: Use letters/,
  ],
  [
    "environment",
    { environment: [{ key: "OUTPUT_BUCKET", value: "X" }] },
    /^OUTPUT_BUCKET: "X" cannot be/,
  ],
  [
    "inputs.0.bucket",
    { inputs: [{ bucket: "", prefix: "", suffixes: "" }] },
    /at least 3/,
  ],
  [
    "requests.cpu",
    {
      requests: { cpu: "2", memory: "" },
      limits: { cpu: "1", memory: "" },
    },
    /more than the limit/,
  ],
])("shows a fault at %s: %j", (field, change, message) => {
  const faults = faultsOf({ ...GOOD, ...change });
  expect(faults[0]?.field).toBe(field);
  expect(faults[0]?.message).toMatch(message);
});

it.each([
  ["environment.PATH", "environment"],
  ["registryAuth.password", "registry.password"],
  ["outputs.1.suffixes.0", "outputs.1.suffixes"],
  ["outputs.1", "outputs.1.bucket"],
  ["generation", undefined],
])("places the server's %s at %s", (path, field) => {
  expect(fieldOfPath(path.split("."))).toBe(field);
});

it("says the contracts' sentences in the reader's language", async () => {
  await i18next.changeLanguage("es");
  const bad = {
    ...EMPTY_VALUES,
    name: "A",
    requests: { cpu: "x", memory: "1" },
  };
  const messages = faultsOf(bad).map(({ message }) => message);
  expect(messages).toContain("La imagen Docker es obligatoria");
  expect(
    messages.filter((message) => /\b(the|with|is)\b/i.test(message)),
  ).toEqual([]);
});
