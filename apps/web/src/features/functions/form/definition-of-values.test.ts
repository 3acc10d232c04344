import { FunctionDefinition, type OscarFunction } from "@oscar/contracts";
import { expect, it } from "vitest";
import { definitionOfValues } from "./definition-of-values.ts";
import { EMPTY_VALUES, type FormValues } from "./form-values.ts";
import { valuesOfFunction } from "./values-of-function.ts";

const MINIMUM: FormValues = {
  ...EMPTY_VALUES,
  image: " grycap/ffmpeg ",
  name: "split-video",
  script: "#!/bin/sh\n",
};

const SAVED: OscarFunction = {
  name: "darknet",
  image: "grycap/darknet-v3",
  script: "#!/bin/sh\n",
  environment: {},
  secrets: {},
  annotations: {},
  labels: {},
  requests: {},
  limits: {},
  nodeSelector: {},
  inputs: [{ bucket: "darknet-in" }],
  outputs: [{ bucket: "darknet-out" }],
  timeoutSeconds: 3600,
  retries: 0,
  uid: "u",
  generation: 1,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
  ready: true,
  problems: [],
  slots: { total: 1, free: 1 },
  counts: {
    queued: 0,
    pending: 0,
    running: 0,
    publishing: 0,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
  },
};

const resent = (saved: Partial<OscarFunction>) =>
  definitionOfValues(valuesOfFunction({ ...SAVED, ...saved }));

it("leaves out what is left empty", () => {
  expect(definitionOfValues(MINIMUM)).toEqual({
    image: "grycap/ffmpeg",
    name: "split-video",
    script: "#!/bin/sh\n",
  });
});

it("says everything that the form can hold, as the contracts take it", () => {
  const definition = definitionOfValues({
    ...MINIMUM,
    environment: [{ key: "A", value: " b " }],
    secrets: [{ key: "TOKEN", value: "x" }],
    inputs: [{ bucket: "in-bucket", prefix: "day1/", suffixes: ".mp4, .avi" }],
    outputs: [
      { bucket: "out-bucket", prefix: "", suffixes: "", flatten: true },
    ],
    limits: { cpu: "2", memory: "" },
    registry: { server: "r.io", username: "u", password: "p", isKept: false },
    retries: "3",
  });
  expect(FunctionDefinition.parse(definition)).toMatchObject({
    environment: { A: " b " },
    secrets: { TOKEN: "x" },
    inputs: [
      { bucket: "in-bucket", prefix: "day1/", suffixes: [".mp4", ".avi"] },
    ],
    outputs: [{ bucket: "out-bucket", flatten: true }],
    limits: { cpu: "2" },
    registryAuth: { server: "r.io", username: "u", password: "p" },
    retries: 3,
  });
});

it("does not send back what equals its default", () => {
  const { name, image, script } = SAVED;
  expect(resent({})).toEqual({ name, image, script });
});

it("takes OUTPUT_BUCKET as the default of the outputs", () => {
  const environment = { OUTPUT_BUCKET: "elsewhere" };
  expect(
    resent({ environment, outputs: [{ bucket: "elsewhere" }] }),
  ).not.toHaveProperty("outputs");
  expect(resent({ environment }).outputs).toEqual([{ bucket: "darknet-out" }]);
});

it("keeps places that are more than a bucket", () => {
  const inputs = [{ bucket: "darknet-in", suffixes: [".jpg"] }];
  const outputs = [{ bucket: "darknet-out", flatten: true }];
  expect(resent({ inputs, outputs })).toMatchObject({ inputs, outputs });
});

it("keeps secrets that it cannot read", () => {
  const definition = resent({
    secrets: { TOKEN: null },
    registryAuth: { server: "r.io", username: "u", password: null },
  });
  expect(definition.secrets).toEqual({ TOKEN: null });
  expect(definition.registryAuth).toEqual({
    server: "r.io",
    username: "u",
    password: null,
  });
});
