import type { OscarFunction } from "@oscar/contracts";
import { saveBlob } from "../../../lib/save-text.ts";
import { definitionOfValues } from "../form/definition-of-values.ts";
import { valuesOfFunction } from "../form/values-of-function.ts";
import { writeBundle } from "./bundle.ts";

/** Hands a function with its script to the reader as a file; of secrets only the names. */
export async function exportFunction(saved: OscarFunction): Promise<void> {
  // As in the form: what equals its default is left out, and secrets are null.
  const definition = definitionOfValues(valuesOfFunction(saved));
  saveBlob(`${saved.name}.function.zip`, await writeBundle(definition));
}
