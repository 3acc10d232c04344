let page = "";
let progress = "";

/** Names the browser's tab after what is shown. */
export function setPageTitle(title: string): void {
  page = title;
  write();
}

/** Puts how far some work is before the title; nothing takes it away. */
export function setTitleProgress(text: string): void {
  progress = text;
  write();
}

function write(): void {
  document.title = [progress, page, "OSCAR"]
    .filter((part) => part !== "")
    .join(" · ");
}
