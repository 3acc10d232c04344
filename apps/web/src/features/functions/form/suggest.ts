import {
  BucketName,
  CpuQuantity,
  FunctionDefinition,
  FunctionName,
  ImageReference,
  MemoryQuantity,
} from "@oscar/contracts";

/** What somebody may have meant who wrote a text that cannot be; undefined where nobody knows. */
export type Suggest = (text: string) => string | undefined;

const LONGEST_NAME = 40;
const LONGEST_BUCKET = 63;
/** A bare number of memory is meant in Gi up to here, and in Mi above. */
const MOST_GIBIBYTES = 64;

/** `My Function` is meant as `my-function`. */
export const suggestName: Suggest = (text) =>
  sound(FunctionName, text, labelOf(text, LONGEST_NAME));

export const suggestBucket: Suggest = (text) =>
  sound(BucketName, text, labelOf(text, LONGEST_BUCKET));

/** An address of Docker Hub or a command is meant as the image that it names. */
export const suggestImage: Suggest = (text) => {
  const named = text
    .trim()
    .replace(/^docker\s+(?:image\s+)?(?:pull|run)\s+/i, "")
    .replace(/^(?:https?|docker|oci):\/\//i, "")
    .replace(/^hub\.docker\.com\/(?:r\/|_\/)/i, "")
    .replace(/\/+$/, "")
    .replace(/\s*:\s*|\s+/, ":");
  const [path = "", tag] = named.split(/:(?=[^/]*$)/);
  const image = path.toLowerCase() + (tag === undefined ? "" : `:${tag}`);
  return sound(ImageReference, text, image);
};

/** A variable's name, with what cannot be in it replaced by underscores. */
export const suggestVariable: Suggest = (text) => {
  const name = text
    .trim()
    .replaceAll(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^(?=\d)/, "_");
  const environment = FunctionDefinition.shape.environment;
  return environment.safeParse({ [name]: "" }).success && name !== text
    ? name
    : undefined;
};

/** `2GB` is meant as `2Gi`, and a bare number in the unit that fits its size. */
export const suggestMemory: Suggest = (text) => {
  const match = /^([\d.]+)([kmgtp]?)i?(?:b|bytes)?$/i.exec(plain(text));
  if (!match) return undefined;
  const [, amount = "", unit = ""] = match;
  const guess = Number(amount) > MOST_GIBIBYTES ? "M" : "G";
  const memory = `${amount}${unit === "" ? guess : unit.toUpperCase()}i`;
  return sound(MemoryQuantity, text, memory);
};

/** `0,5`, `1 core` and `50%` are meant as cores. */
export const suggestCpu: Suggest = (text) => {
  const cores = plain(text).replace(/v?(?:cpus?|cores?)$/i, "");
  const share = /^([\d.]+)%$/.exec(cores)?.[1];
  const cpu =
    share === undefined ? cores : `${Math.round(Number(share) * 10)}m`;
  return sound(CpuQuantity, text, cpu);
};

function plain(text: string): string {
  return text.replaceAll(/\s+/g, "").replace(",", ".");
}

/** Lower-case letters and digits, with hyphens between them. */
function labelOf(text: string, maxLength: number): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, maxLength)
    .replace(/-+$/, "");
}

/** Only what is right, and not what stands there already. */
function sound(
  schema: { safeParse(text: string): { success: boolean } },
  text: string,
  suggestion: string,
): string | undefined {
  const isSound = suggestion !== text && schema.safeParse(suggestion).success;
  return isSound ? suggestion : undefined;
}
