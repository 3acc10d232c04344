import { z } from "zod";

const SUFFIXES: Record<string, number> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};
const QUANTITY = /^(\d+(?:\.\d+)?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/;

/** The number that a Kubernetes quantity stands for (cores, or bytes), or undefined where it is none. */
export function parseQuantity(text: string): number | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * (SUFFIXES[match[2] ?? ""] ?? Number.NaN);
}

/** Says why a text is no amount of CPU, or undefined for a good one. */
export function cpuProblem(text: string): string | undefined {
  const cores = parseQuantity(text);
  if (cores === undefined || /[kMGTPi]$/.test(text))
    return "Write CPU in cores, such as 1, 0.5 or 500m.";
  if (cores <= 0 || cores > 1024)
    return "CPU must be more than 0 and at most 1024 cores.";
  return undefined;
}

/** Says why a text is no amount of memory, or undefined for a good one. */
export function memoryProblem(text: string): string | undefined {
  const unit = /^(\d+(?:\.\d+)?)\s*([kmgt])i?b?$/i.exec(text);
  const bytes = parseQuantity(text);
  if (bytes === undefined || text.endsWith("m")) {
    return unit
      ? `Write ${unit[1]}${unit[2]?.toUpperCase()}i instead.`
      : "Write memory with its unit, such as 512Mi or 2Gi.";
  }
  if (bytes < 2 ** 20)
    return "That is less than 1Mi of memory: is a unit missing, as in 2Gi?";
  if (bytes > 2 ** 50) return "That is more memory than a machine has.";
  return undefined;
}

function quantity(
  pattern: string,
  problemOf: (text: string) => string | undefined,
) {
  return z
    .string()
    .superRefine((text, context) => {
      const message = problemOf(text);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    })
    .meta({ pattern });
}

/** CPU in Kubernetes' notation: `1`, `0.5`, `500m`. */
export const CpuQuantity = quantity("^\\d+(\\.\\d+)?m?$", cpuProblem);
/** Memory in Kubernetes' notation: `512Mi`, `2Gi`. */
export const MemoryQuantity = quantity(
  "^\\d+(\\.\\d+)?([kMGTP]|[KMGTP]i)?$",
  memoryProblem,
);

export const Resources = z.strictObject({
  cpu: CpuQuantity.optional(),
  memory: MemoryQuantity.optional(),
});
export type Resources = z.infer<typeof Resources>;
