import { type ArchiveTicket, type Operation, urlOf } from "@oscar/contracts";
import { api } from "../../lib/api.ts";
import { resultOf } from "../../lib/operations.ts";
import { resolveSelection } from "./selection/resolve-selection.ts";
import { onlyFolder, type Picked } from "./selection/selection.ts";

/** The address of an object's bytes. */
export function objectUrl(
  bucket: string,
  key: string,
  options: { isDownload?: boolean } = {},
): string {
  return urlOf("getObject", {
    params: { bucket },
    query: options.isDownload ? { key, download: "1" } : { key },
  });
}

/** Lets the browser itself download one object. */
export function downloadObject(bucket: string, key: string): void {
  follow(objectUrl(bucket, key, { isDownload: true }));
}

/**
 * Has a zip of what is ticked prepared, and lets the browser itself download it: nothing of it
 * passes through the page's memory, and the browser can resume it.
 */
export async function downloadZip(
  bucket: string,
  picked: Picked,
  onProgress: (operation: Operation) => void,
): Promise<ArchiveTicket> {
  const { selection } = await resolveSelection(bucket, picked);
  const name = onlyFolder(picked)?.split("/").at(-2);
  const answer = await api.createArchive({
    body: { bucket, ...(name ? { name } : {}), ...selection },
  });
  const ticket = await resultOf<ArchiveTicket>(answer, { onProgress });
  follow(ticket.url);
  return ticket;
}

function follow(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
