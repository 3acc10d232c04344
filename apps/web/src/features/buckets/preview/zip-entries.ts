export interface ZipEntry {
  name: string;
  size: number;
}

/**
 * What is in a zip, by its directory: nothing is unpacked, so one that would become
 * terabytes does no harm.
 * @throws Error for what is no whole zip
 */
export async function zipEntries(bytes: ArrayBuffer): Promise<ZipEntry[]> {
  const { default: JsZip } = await import("jszip");
  const zip = await JsZip.loadAsync(bytes);
  return Object.values(zip.files)
    .filter(({ dir }) => !dir)
    .map((file) => ({
      name: file.unsafeOriginalName ?? file.name,
      size: sizeOf(file),
    }));
}

/** The library has read the sizes, and keeps them to itself. */
function sizeOf(file: object): number {
  const data: unknown = "_data" in file ? file._data : undefined;
  const hasSize =
    typeof data === "object" && data !== null && "uncompressedSize" in data;
  return hasSize ? Number(data.uncompressedSize) : 0;
}
