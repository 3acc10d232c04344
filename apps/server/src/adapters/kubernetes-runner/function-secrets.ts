import type { V1Secret } from "@kubernetes/client-node";
import { isStatus } from "./cluster/kubernetes-error.ts";
import type { ClusterObjects } from "./cluster/objects.ts";
import {
  LABELS,
  nameSafe,
  pullNameOf,
  scriptNameOf,
} from "./manifests/names.ts";
import {
  type Generation,
  pullSecret,
  scriptSecret,
} from "./manifests/secret-manifests.ts";

export interface FunctionSecretsOptions {
  objects: ClusterObjects;
  ledgerId: string;
  /** True while an attempt of the generation is under way. */
  isUsed(of: { functionUid: string; generation: number }): boolean;
}

/** The Secrets that all attempts of a function share. */
export class FunctionSecrets {
  readonly #options: FunctionSecretsOptions;
  /** The generation that each function was last saved as. */
  readonly #saved = new Map<string, number>();
  /** One login after the other, so that the latest stays. */
  #putting: Promise<void> = Promise.resolve();
  /** Script Secrets that are known to be there. */
  readonly #made = new Set<string>();

  constructor(options: FunctionSecretsOptions) {
    this.#options = options;
  }

  /** The function is now this: its login is renewed, and scripts that nobody runs go. */
  async saved(of: Generation): Promise<void> {
    this.#saved.set(of.functionUid, of.generation);
    const put = this.#putting.then(() => this.#putPullSecret(of));
    this.#putting = put.catch(() => undefined);
    await put;
    const used = (generation: number) =>
      generation >= of.generation ||
      this.#options.isUsed({ ...of, generation });
    await this.#removeScripts(of.functionUid, used);
  }

  /** Makes what an attempt of this generation needs, where it is not there yet. */
  async ensure(of: Generation): Promise<void> {
    const { objects, ledgerId } = this.#options;
    const name = scriptNameOf(of);
    if (!this.#made.has(name)) {
      await createOnce(objects, scriptSecret(of, { ledgerId }));
      this.#made.add(name);
    }
    // The login is the latest that was saved, also for an older generation.
    if (this.#saved.has(of.functionUid)) return;
    const pull = pullSecret(of, { ledgerId });
    if (pull) await createOnce(objects, pull);
  }

  /** Makes what somebody else may have removed. */
  async ensureAnew(of: Generation): Promise<void> {
    this.#made.delete(scriptNameOf(of));
    await this.ensure(of);
    const pull = pullSecret(of, this.#options);
    if (pull) await createOnce(this.#options.objects, pull);
  }

  /** An attempt of this generation has ended: its script goes where it is an old one. */
  async released(of: {
    functionUid: string;
    generation: number;
  }): Promise<void> {
    const latest = this.#saved.get(of.functionUid) ?? 0;
    if (of.generation >= latest || this.#options.isUsed(of)) return;
    await this.#remove(scriptNameOf(of));
  }

  /** The function is gone. */
  async deleted(functionUid: string): Promise<void> {
    this.#saved.delete(functionUid);
    await this.#removeScripts(functionUid, () => false);
    await this.#remove(pullNameOf(functionUid));
  }

  /** Removes what functions have left that nobody knows any more. */
  async sweep(isKnown: (functionUid: string) => boolean): Promise<void> {
    const { objects, ledgerId } = this.#options;
    const secrets = await objects.listNames("secrets", {
      labelSelector: `${LABELS.ledger}=${ledgerId},!${LABELS.job}`,
    });
    for (const { name, labels = {} } of secrets)
      if (!isKnown(labels[LABELS.functionUid] ?? "")) await this.#remove(name);
  }

  async #putPullSecret(of: Generation): Promise<void> {
    const { objects } = this.#options;
    const secret = pullSecret(of, this.#options);
    const name = pullNameOf(of.functionUid);
    if (!secret) return this.#remove(name);
    try {
      await objects.create("secrets", secret);
    } catch (error) {
      if (!isStatus(error, 409)) throw error;
      await objects.replace("secrets", name, secret);
    }
  }

  async #removeScripts(
    functionUid: string,
    isKept: (generation: number) => boolean,
  ): Promise<void> {
    const { objects, ledgerId } = this.#options;
    const secrets = await objects.listNames("secrets", {
      labelSelector: `${LABELS.ledger}=${ledgerId},${LABELS.functionUid}=${nameSafe(functionUid)},${LABELS.generation}`,
    });
    for (const { name, labels = {} } of secrets)
      if (!isKept(Number(labels[LABELS.generation]))) await this.#remove(name);
  }

  async #remove(name: string): Promise<void> {
    this.#made.delete(name);
    await this.#options.objects.delete("secrets", name);
  }
}

/** Makes a Secret whose name says what is in it; one that is there already is the same. */
export async function createOnce(
  objects: ClusterObjects,
  secret: V1Secret,
): Promise<void> {
  try {
    await objects.create("secrets", secret);
  } catch (error) {
    if (!isStatus(error, 409)) throw error;
  }
}
