import "./lib/boot.ts";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { loadAhead } from "./app/pages.ts";
import { startI18n } from "./lib/i18n.ts";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element #root.");
loadAhead(window.location.pathname);
try {
  await startI18n();
  createRoot(root).render(<App />);
} catch (error) {
  window.__oscarLoadFailed__?.();
  throw error;
}
