import type { Client } from "@oscar/contracts";

/** A picture of one white pixel. */
export const PIXEL_PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2AAAAAABJRU5ErkJggg==",
  "base64",
);

const SAMPLES_A_SECOND = 8000;

/** One second of nothing to hear: a WAV file of one channel, 8 bits a sample. */
export function silentWav(): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + SAMPLES_A_SECOND, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_A_SECOND, 24);
  header.writeUInt32LE(SAMPLES_A_SECOND, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36);
  header.writeUInt32LE(SAMPLES_A_SECOND, 40);
  return Buffer.concat([header, Buffer.alloc(SAMPLES_A_SECOND, 128)]);
}

/** A zip of all that is in a bucket, which must be little. */
export async function zipOf(client: Client, bucket: string): Promise<Blob> {
  const ticket = await client.createArchive({ body: { bucket, all: true } });
  if (!("id" in ticket)) throw new Error(`The zip of ${bucket} takes too long`);
  const zip = await client.getArchive({ params: { id: ticket.id } });
  return zip.blob();
}
