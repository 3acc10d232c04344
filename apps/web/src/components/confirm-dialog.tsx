import { lazyPart } from "./later.tsx";

/**
 * Asks before something that cannot be taken back. Focus starts on Cancel.
 * Loaded with the first question: what dialogs stand on is larger than most pages.
 */
export const ConfirmDialog = lazyPart(
  async () => (await import("./confirm-dialog-window.tsx")).ConfirmDialogWindow,
);
