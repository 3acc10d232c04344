import { z } from "zod";

/** Jobs as pods of a Kubernetes cluster. */
export interface KubernetesConfig {
  kind: "kubernetes";
  /** A kubeconfig, or the cluster that this server is a pod of. */
  cluster: { kubeconfig: string } | "in-cluster";
  namespace: string;
  /** This server as pods reach it, without a slash at the end. */
  podUrl: string;
  /** MinIO as pods reach it; undefined where they reach it as we do. */
  minioPodEndpoint: string | undefined;
  /** The console's own image, as the cluster pulls it. */
  supervisorImage: string;
  uploadWaitSeconds: number;
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };
const MAX_WAIT_SECONDS = 30 * SECONDS.d;

/** Such as 90s, 10m, 24h or 7d. */
const Duration = z.string().transform((text, context) => {
  const [, number, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const seconds = Number(number) * SECONDS[unit as keyof typeof SECONDS];
  if (seconds >= 0 && seconds <= MAX_WAIT_SECONDS) return seconds;
  const message = "must be a time such as 90s, 10m or 24h, of at most 30d";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

function address(path: RegExp, message: string) {
  return z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isWeb = url?.protocol === "http:" || url?.protocol === "https:";
    if (url && isWeb && path.test(url.pathname) && !/[?#@]/.test(text))
      return url.href.replace(/\/$/, "");
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/** The variables of this group. */
export const kubernetesVariables = {
  KUBECONFIG: z.string().optional(),
  /** Set by Kubernetes in every pod. */
  KUBERNETES_SERVICE_HOST: z.string().optional(),
  OSCAR_NAMESPACE: z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "must be the name of a namespace, such as oscar-jobs",
    )
    .optional(),
  OSCAR_POD_URL: address(
    /^/,
    "must be the address of this server as pods reach it, such as http://console.example:8080",
  ).optional(),
  MINIO_POD_ENDPOINT: address(
    /^\/$/,
    "must be the address of MinIO as pods reach it, such as http://minio.example:9000",
  ).optional(),
  OSCAR_SUPERVISOR_IMAGE: z
    .string()
    .regex(/^\S+$/, "must be the name of the console's own image")
    .optional(),
  OSCAR_UPLOAD_WAIT: Duration.optional(),
};

type Variables = typeof kubernetesVariables;
type Values = { [Name in keyof Variables]?: z.output<Variables[Name]> };

const NEEDED = ["OSCAR_POD_URL", "OSCAR_SUPERVISOR_IMAGE"] as const;
/** What is for this runner alone; a KUBECONFIG is there for others too. */
const OURS = [
  "OSCAR_NAMESPACE",
  "OSCAR_POD_URL",
  "MINIO_POD_ENDPOINT",
  "OSCAR_SUPERVISOR_IMAGE",
  "OSCAR_UPLOAD_WAIT",
] as const;

/** What is fine alone and wrong together. */
export function* faultsOfKubernetes(
  values: Values & {
    OSCAR_STORE: string;
    OSCAR_RUNNER: string;
    MINIO_ENDPOINT?: string | undefined;
  },
): Iterable<[string, string]> {
  if (values.OSCAR_RUNNER !== "kubernetes") {
    for (const name of OURS.filter((each) => values[each] !== undefined))
      yield [
        name,
        "is set, but OSCAR_RUNNER is not kubernetes: set that too, or take this away",
      ];
    return;
  }
  if (values.OSCAR_STORE === "directory") {
    yield [
      "OSCAR_RUNNER",
      "is kubernetes while OSCAR_STORE is directory: pods cannot reach a folder of this machine, so use process, or the store minio",
    ];
    return;
  }
  for (const name of NEEDED)
    if (!values[name])
      yield [name, "is needed, since OSCAR_RUNNER is kubernetes"];
  if (!values.KUBECONFIG && !values.KUBERNETES_SERVICE_HOST)
    yield [
      "KUBECONFIG",
      "is needed, since OSCAR_RUNNER is kubernetes and this server is no pod: name the file that says how to reach the cluster",
    ];
  yield* faultsOfAddresses(values);
}

/** In a pod this machine's own name is the pod itself. */
function* faultsOfAddresses(
  values: Values & { MINIO_ENDPOINT?: string | undefined },
): Iterable<[string, string]> {
  const { OSCAR_POD_URL, MINIO_POD_ENDPOINT, MINIO_ENDPOINT } = values;
  for (const [name, url] of Object.entries({
    OSCAR_POD_URL,
    MINIO_POD_ENDPOINT,
  }))
    if (isOwnMachine(url))
      yield [
        name,
        `is ${url}, which is the pod itself where a pod asks for it`,
      ];
  if (!MINIO_POD_ENDPOINT && isOwnMachine(MINIO_ENDPOINT))
    yield [
      "MINIO_POD_ENDPOINT",
      `is needed, since pods cannot reach MinIO at ${MINIO_ENDPOINT}`,
    ];
}

function isOwnMachine(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  return /^(?:localhost|127\..*|\[::1\]|0\.0\.0\.0|\[::\])$/.test(
    new URL(url).hostname,
  );
}

/** The runner that checked variables describe. */
export function kubernetesConfig(values: Values): KubernetesConfig {
  const { KUBECONFIG } = values;
  return {
    kind: "kubernetes",
    cluster:
      KUBECONFIG === undefined ? "in-cluster" : { kubeconfig: KUBECONFIG },
    namespace: values.OSCAR_NAMESPACE ?? "oscar-jobs",
    podUrl: values.OSCAR_POD_URL ?? "",
    minioPodEndpoint: values.MINIO_POD_ENDPOINT,
    supervisorImage: values.OSCAR_SUPERVISOR_IMAGE ?? "",
    uploadWaitSeconds: values.OSCAR_UPLOAD_WAIT ?? SECONDS.d,
  };
}
