/** Of the remarks on an attempt's outputs the first are kept, and the others counted. */
const KEPT = 20;

/** Remarks that neither fail an attempt nor grow with the number of its outputs. */
export class Notes {
  readonly #kept: string[] = [];
  #count = 0;

  add(note: string): void {
    if (++this.#count <= KEPT) this.#kept.push(note);
  }

  list(): string[] {
    const more = this.#count - this.#kept.length;
    return more > 0 ? [...this.#kept, `… and ${more} more`] : this.#kept;
  }
}
