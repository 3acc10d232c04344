/** Opens the browser's own dialog; resolves with what was chosen, or with none. */
export async function pickFiles(what: "files" | "folder"): Promise<File[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.hidden = true;
  input.webkitdirectory = what === "folder";
  // Safari asks only for what is in the document.
  document.body.append(input);
  try {
    return await new Promise((resolve) => {
      input.onchange = () => resolve([...(input.files ?? [])]);
      input.oncancel = () => resolve([]);
      input.click();
    });
  } finally {
    input.remove();
  }
}
