/** So many bytes tell what an object is. */
export const SNIFF_BYTES = 4096;

export interface SniffedType {
  contentType: string;
  /** Whether a browser may show it. All else is only ever downloaded. */
  isInline: boolean;
}

const SIGNATURES: [string, (head: Buffer) => boolean][] = [
  ["image/png", (head) => begins(head, "89504e470d0a1a0a")],
  ["image/jpeg", (head) => begins(head, "ffd8ff")],
  ["image/gif", (head) => /^GIF8[79]a/.test(head.toString("latin1", 0, 6))],
  [
    "image/webp",
    (head) => /^RIFF[\s\S]{4}WEBP/.test(head.toString("latin1", 0, 12)),
  ],
  ["image/avif", (head) => /^avi[fs]/.test(brandOf(head))],
  ["audio/mp4", (head) => /^M4[AB] /.test(brandOf(head))],
  ["video/mp4", isMp4],
  [
    "video/webm",
    (head) =>
      begins(head, "1a45dfa3") && head.subarray(0, 128).includes("webm"),
  ],
  ["audio/mpeg", isMp3],
  [
    "audio/wav",
    (head) => /^RIFF[\s\S]{4}WAVE/.test(head.toString("latin1", 0, 12)),
  ],
  ["audio/flac", (head) => head.toString("latin1", 0, 4) === "fLaC"],
  ["audio/ogg", isOggSound],
  ["application/pdf", (head) => head.toString("latin1", 0, 5) === "%PDF-"],
];

/** Told, so that what is inside can be listed; a browser has nothing to show of it. */
const ZIP = "application/zip";

/**
 * What an object is, by its first bytes and never by its name or its uploader's word: one of
 * a few kinds that a browser cannot run. HTML and SVG are text like any other.
 */
export function sniffType(head: Buffer, isWhole: boolean): SniffedType {
  for (const [contentType, matches] of SIGNATURES) {
    if (matches(head)) return { contentType, isInline: true };
  }
  if (begins(head, "504b0304") || begins(head, "504b0506")) {
    return { contentType: ZIP, isInline: false };
  }
  if (isText(head, isWhole)) {
    return { contentType: "text/plain; charset=utf-8", isInline: true };
  }
  return { contentType: "application/octet-stream", isInline: false };
}

function begins(head: Buffer, hex: string): boolean {
  return head.toString("hex", 0, hex.length / 2) === hex;
}

/** The kind of content in a container of ISO/IEC 14496-12; empty for anything else. */
function brandOf(head: Buffer): string {
  if (head.toString("latin1", 4, 8) !== "ftyp") return "";
  return head.toString("latin1", 8, 12);
}

function isMp4(head: Buffer): boolean {
  const brand = brandOf(head);
  // Brands of the same container that are pictures are left to the download.
  return brand !== "" && !/^(?:heic|heix|mif1|msf1|crx )/.test(brand);
}

/** With a tag, or a frame of layer III: eleven set bits, the layer, and a bit rate that exists. */
function isMp3(head: Buffer): boolean {
  if (head.toString("latin1", 0, 3) === "ID3") return true;
  const [first = 0, second = 0, third = 0xf0] = head;
  return first === 0xff && (second & 0xe6) === 0xe2 && third >> 4 < 0xf;
}

/** Vorbis or Opus; a film in the same container is left to the download. */
function isOggSound(head: Buffer): boolean {
  if (head.toString("latin1", 0, 4) !== "OggS") return false;
  const codec = head.toString("latin1", 28, 36);
  return codec === "OpusHead" || codec.startsWith("\u0001vorbis");
}

function isText(head: Buffer, isWhole: boolean): boolean {
  if (head.length === 0) return false;
  let text: string;
  try {
    // `stream` forgives a character that the cut went through.
    text = new TextDecoder("utf-8", { fatal: true }).decode(head, {
      stream: !isWhole,
    });
  } catch {
    return false;
  }
  // oxlint-disable-next-line no-control-regex -- controls are what tells data from text
  return !/[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/.test(text);
}
