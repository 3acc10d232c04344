/** What every pod of a runner has in common. */
export interface PodSettings {
  ledgerId: string;
  /** The console's own image: it holds the supervisor. */
  supervisorImage: string;
  /** This server as pods reach it. */
  serverUrl: string;
  /** How long a pod waits for the server, in seconds. */
  uploadWaitSeconds: number;
  /** How long an unreachable node may come back before its pods are given up, in seconds. */
  unreachableSeconds: number;
  /** A certificate authority, as PEM, that pods trust besides the usual ones. */
  extraCa?: string | undefined;
}

/** Where things are in a pod. */
export const POD_PATHS = {
  scratch: "/oscar/scratch",
  in: "/oscar/scratch/in",
  out: "/oscar/scratch/out",
  work: "/oscar/scratch/work",
  tmp: "/oscar/scratch/tmp",
  /** Of the user's container. */
  script: "/oscar/function/script",
  /** Of our containers alone. */
  attempt: "/oscar/attempt",
} as const;

export const CONTAINERS = {
  fetch: "fetch",
  main: "main",
  upload: "upload",
} as const;

/** The keys of our Secrets. */
export const SECRET_KEYS = {
  script: "script",
  token: "token",
  ca: "ca.crt",
  /** A function's own secrets have a namespace of their own. */
  variable: (name: string) => `secret.${name}`,
} as const;

/** The user of our containers; the image's own, told as a number so that it can be checked. */
export const SUPERVISOR_USER = 65_532;
