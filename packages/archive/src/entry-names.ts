/** Longest segment that common file systems take, in bytes. */
const MAX_SEGMENT_BYTES = 255;
/** Longest path that common systems take; leaves room below a zip's 65 535 bytes. */
const MAX_PATH_BYTES = 4096;

/** Controls, and what turns the direction of text (and so hides an extension). */
const INVISIBLE =
  /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
/** Names that are devices on Windows, with any extension. */
const WINDOWS_DEVICE =
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:\.|$)/i;

const encoder = new TextEncoder();

/**
 * A path for a zip that no reader unpacks elsewhere or refuses: relative, without `.` and
 * `..`, backslashes, controls, text direction marks, drive letters, device names of Windows
 * and trailing dots. What is not allowed becomes `_`; a good name stays as it is.
 */
export function safeEntryName(key: string): string {
  const text = key.toWellFormed().replaceAll("\\", "_").replace(INVISIBLE, "_");
  const segments = text
    .split("/")
    .filter((segment) => segment !== "")
    .map(safeSegment);
  const [first = "_", ...rest] = lastOf(segments, MAX_PATH_BYTES);
  return [first.replace(/^([a-z]):/i, "$1_"), ...rest].join("/");
}

/** As many of the last segments as fit into a path of that many bytes. */
function lastOf(segments: string[], bytes: number): string[] {
  let room = bytes;
  let from = segments.length;
  while (from > 0) {
    room -= byteLength(segments[from - 1] ?? "") + 1;
    if (room < 0) break;
    from -= 1;
  }
  return segments.slice(from);
}

function safeSegment(segment: string): string {
  const name = WINDOWS_DEVICE.test(segment) ? `_${segment}` : segment;
  return cutTo(name, MAX_SEGMENT_BYTES).replace(/[. ]+$/, (end) =>
    "_".repeat(end.length),
  );
}

function cutTo(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  const taken = encoder.encodeInto(text, new Uint8Array(Math.max(bytes, 0)));
  return text.slice(0, taken.read);
}

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Gives each key a name of its own in one archive. Names that differ only by case or by
 * Unicode normalisation, or that are file here and folder there, overwrite each other on
 * other systems: the later one gets ` (2)`. Depends on nothing but the order of the calls.
 */
export class ArchiveNames {
  // Hashes, not names: a number or two for each entry. Two names of one hash would only
  // mean an unneeded " (2)".
  readonly #files = new Set<number>();
  readonly #folders = new Set<number>();
  readonly #fileNumbers = new Map<number, number>();
  readonly #folderNumbers = new Map<number, number>();

  /** The name for the next key. */
  nameFor(key: string): string {
    const segments = safeEntryName(key).split("/");
    const last = segments.pop() ?? "_";
    let folder = "";
    for (const segment of segments) folder = this.#folderFor(folder, segment);
    const dot = last.lastIndexOf(".");
    const [stem, extension] =
      dot > 0 ? [last.slice(0, dot), last.slice(dot)] : [last, ""];
    const name = this.#firstFree(folder + last, {
      lastNumbers: this.#fileNumbers,
      isTaken: (hash) => this.#files.has(hash) || this.#folders.has(hash),
      numbered: (number) => folder + withNumber(stem, extension, number),
    });
    this.#files.add(hashOf(fold(name)));
    return name;
  }

  #folderFor(parent: string, segment: string): string {
    const name = this.#firstFree(parent + segment, {
      lastNumbers: this.#folderNumbers,
      isTaken: (hash) => this.#files.has(hash),
      numbered: (number) => parent + withNumber(segment, "", number),
    });
    this.#folders.add(hashOf(fold(name)));
    return `${name}/`;
  }

  #firstFree(
    name: string,
    options: {
      lastNumbers: Map<number, number>;
      isTaken: (hash: number) => boolean;
      numbered: (number: number) => string;
    },
  ): string {
    const wanted = hashOf(fold(name));
    if (!options.isTaken(wanted)) return name;
    // Goes on where the last clash of this name ended, so that n equal names cost n steps.
    for (let number = options.lastNumbers.get(wanted) ?? 2; ; number++) {
      const candidate = options.numbered(number);
      if (options.isTaken(hashOf(fold(candidate)))) continue;
      options.lastNumbers.set(wanted, number);
      return candidate;
    }
  }
}

function withNumber(stem: string, extension: string, number: number): string {
  const end = ` (${number})${extension}`;
  const room = MAX_SEGMENT_BYTES - byteLength(end);
  // An "extension" may be as long as the name; then it is cut like the rest.
  return room > 0
    ? cutTo(stem, room) + end
    : `${cutTo(stem + extension, MAX_SEGMENT_BYTES - 16)} (${number})`;
}

function fold(name: string): string {
  return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

/** 53 bits of two multiplicative hashes over the UTF-16 units. */
function hashOf(text: string): number {
  let low = 0x2545f491;
  let high = 0x6c078965;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    low ^= low >>> 15;
    high = Math.imul(high ^ unit, 0x5bd1e995);
    high ^= high >>> 13;
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
