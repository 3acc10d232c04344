/** Hands a text to the reader as a file. */
export function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has taken hold of the text only in a later task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
