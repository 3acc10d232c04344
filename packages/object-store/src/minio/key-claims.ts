import { keyConflict } from "../refusals.ts";

/**
 * The keys at which this process is just putting objects. The server lets writers who race
 * for `a` and `a/b` both succeed, after which a listing shows only one of them; here the
 * second of them is refused.
 */
export class KeyClaims {
  readonly #objects = new Map<string, number>();
  readonly #folders = new Map<string, number>();

  /** @throws AppError `key_conflict` while a key above or below is claimed */
  claim(bucket: string, key: string): Disposable {
    const object = `${bucket}/${key}`;
    const folders = parentsOf(key).map((parent) => `${bucket}/${parent}`);
    const isTaken =
      this.#folders.has(object) ||
      folders.some((folder) => this.#objects.has(folder));
    if (isTaken) throw keyConflict(key);
    add(this.#objects, object);
    for (const folder of folders) add(this.#folders, folder);
    return {
      [Symbol.dispose]: () => {
        remove(this.#objects, object);
        for (const folder of folders) remove(this.#folders, folder);
      },
    };
  }
}

/** What must not be an object where this key is one: `a` and `a/b` of `a/b/c`. */
export function parentsOf(key: string): string[] {
  const parents: string[] = [];
  for (let at = key.indexOf("/"); at >= 0; at = key.indexOf("/", at + 1))
    parents.push(key.slice(0, at));
  return parents;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function remove(counts: Map<string, number>, name: string): void {
  const count = (counts.get(name) ?? 1) - 1;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}
