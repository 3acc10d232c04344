import { AppError, MAX_SCRIPT_BYTES, runnableScript } from "@oscar/contracts";
import i18next from "i18next";
import { api } from "../../../lib/api.ts";

export interface ReadScript {
  name: string;
  text: string;
  /** What was changed in it, in words. */
  notices: string[];
}

/**
 * The text of a chosen file.
 * @throws AppError for a file that is too large, or no text in UTF-8
 */
export async function readScriptFile(file: File): Promise<ReadScript> {
  if (file.size > MAX_SCRIPT_BYTES)
    throw new AppError(
      "payload_too_large",
      i18next.t("functions:form.scriptTooLarge"),
    );
  try {
    // The mark at the beginning is kept, so that taking it out is told.
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const text = decoder.decode(await file.arrayBuffer());
    return { name: file.name, ...runnableScript(text) };
  } catch (cause) {
    throw new AppError(
      "invalid_request",
      i18next.t("functions:form.scriptNotText"),
      { cause },
    );
  }
}

/** The text behind an address; the server fetches it, since browsers may not. */
export async function readScriptUrl(url: string): Promise<ReadScript> {
  const { script } = await api.fetchScript({ body: { url } });
  const path = url.split(/[?#]/)[0] ?? "";
  const name = path.split("/").findLast((part) => part !== "") ?? url;
  return { name: decodeName(name), ...runnableScript(script) };
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
