/** How long is waited for what, in milliseconds. */
export interface Patience {
  /** For an image that its registry refuses: it may just be on its way there. */
  refusedImageMs: number;
  /** For an image whose registry is away. */
  imageMs: number;
  /** Where other attempts of its function wait for the image already. */
  crowdMs: number;
  /** For what else keeps a container from being made. */
  containerMs: number;
  /** For the pod of a Job, before it is asked why there is none. */
  podMs: number;
  /** Between looks at what tells nobody when it changes. */
  lookMs: number;
  /** For the end of a pod that was told to end, beyond its own grace. */
  endMs: number;
  /** Beyond the script's time limit, before the server ends its pod. */
  overtimeMs: number;
}

const MINUTE = 60_000;

export const PATIENCE: Patience = {
  refusedImageMs: MINUTE,
  imageMs: 30 * MINUTE,
  crowdMs: MINUTE / 2,
  containerMs: 5 * MINUTE,
  podMs: 3000,
  lookMs: 10_000,
  endMs: 5 * MINUTE,
  overtimeMs: 45_000,
};
