import type { FormValues, Pair } from "./form-values.ts";

/** What was typed and not sent: survives a reload and an expired session, ends with the tab. */
export interface Draft {
  values: FormValues;
  /** Of the function that was edited: what was begun with, and its generation. */
  generation?: number | undefined;
  base?: FormValues | undefined;
  /** The bundle that it comes from, as long as nothing was typed. */
  importedFrom?: string | undefined;
}

const keyOf = (name: string | undefined) =>
  name === undefined ? "oscar-draft:new" : `oscar-draft:edit:${name}`;

/** The draft of a function's form; of a new function where no name is given. */
export function readDraft(name: string | undefined): Draft | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(name));
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined; // storage is switched off
  }
}

/** Keeps a draft. Secrets are left out: they must not lie about in a browser's storage. */
export function writeDraft(name: string | undefined, draft: Draft): void {
  try {
    sessionStorage.setItem(
      keyOf(name),
      JSON.stringify({ ...draft, values: withoutSecrets(draft.values) }),
    );
  } catch {
    // Storage is full or switched off: then there is no draft.
  }
}

export function dropDraft(name: string | undefined): void {
  try {
    sessionStorage.removeItem(keyOf(name));
  } catch {
    // Storage is switched off: there was none.
  }
}

function withoutSecrets(values: FormValues): FormValues {
  const nothing: Pair = { key: "", value: "" };
  return {
    ...values,
    secrets: values.secrets.filter(
      ({ isKept, isMissing }) => isKept === true || isMissing === true,
    ),
    typed: { ...values.typed, secrets: nothing },
    registry: { ...values.registry, password: "" },
  };
}
