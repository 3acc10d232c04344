import { SnackbarProvider } from "notistack";
import type { ReactNode } from "react";
import { MessageBar } from "./message-bar.tsx";
import { SHOWN_MS } from "./messages.ts";

const BAR = {
  default: MessageBar,
  success: MessageBar,
  error: MessageBar,
  warning: MessageBar,
  info: MessageBar,
};

/**
 * An open dialog hides all children of the body from screen readers, but for a few kinds
 * of elements that can have no such attribute. Messages must be heard beside a dialog too.
 */
const root = document.createElement("slot");
document.body.append(root);

export function MessagesProvider({ children }: { children: ReactNode }) {
  return (
    <SnackbarProvider
      maxSnack={3}
      anchorOrigin={{ vertical: "top", horizontal: "center" }}
      autoHideDuration={SHOWN_MS}
      transitionDuration={{ enter: 160, exit: 120 }}
      Components={BAR}
      domRoot={root}
    >
      {children}
    </SnackbarProvider>
  );
}
