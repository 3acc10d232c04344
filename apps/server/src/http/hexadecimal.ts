/** A CRC-32 as eight hexadecimal digits. */
export function hexadecimal(crc32: number): string {
  return crc32.toString(16).padStart(8, "0");
}
