/** Hands a text to the reader as a file. */
export function saveText(fileName: string, text: string): void {
  saveBlob(fileName, new Blob([text], { type: "text/plain" }));
}

/** Hands bytes to the reader as a file. */
export function saveBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has taken hold of them only in a later task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
