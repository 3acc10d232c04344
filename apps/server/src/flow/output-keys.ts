import {
  type FunctionDefinition,
  type FunctionInput,
  inputsOf,
  outputsOf,
} from "@oscar/contracts";

export interface Target {
  bucket: string;
  key: string;
}

/**
 * Where a file of the output folder goes: output prefix + the input's folder below its
 * input prefix + the path under the output folder, so that `day1/0001.jpg` and
 * `day2/0001.jpg` do not overwrite each other's results. None where no output wants it.
 */
export function outputTargets(
  definition: FunctionDefinition,
  input: Target,
  path: string,
): Target[] {
  const folder = folderBelowPrefix(inputsOf(definition), input);
  const targets = new Map<string, Target>();
  for (const output of outputsOf(definition)) {
    const suffixes = output.suffixes ?? [];
    if (suffixes.length > 0 && !suffixes.some((end) => path.endsWith(end)))
      continue;
    const middle = output.flatten ? "" : folder;
    const key = `${withSlash(output.prefix)}${middle}${path}`;
    targets.set(`${output.bucket}/${key}`, { bucket: output.bucket, key });
  }
  return [...targets.values()];
}

/** The input's folder, less what its input's prefix covers; ends with a slash or is empty. */
function folderBelowPrefix(inputs: FunctionInput[], input: Target): string {
  const folder = input.key.slice(0, input.key.lastIndexOf("/") + 1);
  const prefixes = inputs
    .filter((each) => each.bucket === input.bucket)
    .map((each) => each.prefix ?? "")
    .filter((prefix) => input.key.startsWith(prefix))
    .sort((a, b) => b.length - a.length);
  const longest = prefixes[0] ?? "";
  const covered = longest.slice(0, longest.lastIndexOf("/") + 1);
  return folder.startsWith(covered) ? folder.slice(covered.length) : folder;
}

/** An output's prefix names a folder. */
function withSlash(prefix = ""): string {
  return prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
}
