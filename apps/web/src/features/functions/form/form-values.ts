/** One key and its value in a list of the form. */
export interface Pair {
  key: string;
  value: string;
  /** A secret that the server holds: its value is not known here, and is left as it is. */
  isKept?: boolean;
  /** A secret of a bundle, which has only its name: the value has to be typed. */
  isMissing?: boolean;
}

export const PAIR_FIELDS = [
  "annotations",
  "environment",
  "labels",
  "nodeSelector",
  "secrets",
] as const;
export type PairField = (typeof PAIR_FIELDS)[number];

interface InputValues {
  bucket: string;
  prefix: string;
  /** Separated by spaces or commas. */
  suffixes: string;
}

interface OutputValues extends InputValues {
  flatten: boolean;
}

interface ResourceValues {
  cpu: string;
  memory: string;
}

/** What stands in the form: texts as they were typed. */
export interface FormValues extends Record<PairField, Pair[]> {
  image: string;
  name: string;
  script: string;
  /** Shown under `File`; empty while there is no script. */
  scriptName: string;
  /** An address that was typed and not ticked yet. */
  scriptUrl: string;
  /** Pairs that were typed and not ticked yet. */
  typed: Record<PairField, Pair>;
  registry: {
    server: string;
    username: string;
    password: string;
    isKept: boolean;
  };
  inputs: InputValues[];
  outputs: OutputValues[];
  timeoutSeconds: string;
  concurrency: string;
  retries: string;
  limits: ResourceValues;
  requests: ResourceValues;
}

const NO_PAIR: Pair = { key: "", value: "" };
const NO_RESOURCES: ResourceValues = { cpu: "", memory: "" };

export const NO_INPUT: InputValues = { bucket: "", prefix: "", suffixes: "" };
export const NO_OUTPUT: OutputValues = { ...NO_INPUT, flatten: false };

/** The form as it is at first, and after Clear. */
export const EMPTY_VALUES: FormValues = {
  image: "",
  name: "",
  script: "",
  scriptName: "",
  scriptUrl: "",
  annotations: [],
  environment: [],
  labels: [],
  nodeSelector: [],
  secrets: [],
  typed: {
    annotations: NO_PAIR,
    environment: NO_PAIR,
    labels: NO_PAIR,
    nodeSelector: NO_PAIR,
    secrets: NO_PAIR,
  },
  registry: { server: "", username: "", password: "", isKept: false },
  inputs: [],
  outputs: [],
  timeoutSeconds: "",
  concurrency: "",
  retries: "",
  limits: NO_RESOURCES,
  requests: NO_RESOURCES,
};

/** How many of the options below `More Options` are in use. */
export function countOptions(values: FormValues): number {
  const { registry, limits, requests } = values;
  const texts = [
    registry.server + registry.username + registry.password,
    values.timeoutSeconds,
    values.concurrency,
    values.retries,
    limits.cpu,
    limits.memory,
    requests.cpu,
    requests.memory,
  ];
  return (
    texts.filter((text) => text.trim() !== "").length +
    PAIR_FIELDS.reduce((sum, field) => sum + values[field].length, 0) +
    values.inputs.length +
    values.outputs.length
  );
}
