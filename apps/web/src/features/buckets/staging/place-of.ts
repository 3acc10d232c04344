import { shownText } from "../../../lib/shown-text.ts";

/** Where files go, as it is shown: the bucket, and the folder in it. */
export function placeOf(bucket: string, folder: string): string {
  return folder === "" ? bucket : shownText(`${bucket}/${folder}`);
}
