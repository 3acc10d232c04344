// Runs before the first paint, so that a chosen theme does not flash, and before any
// library makes a style element: goober (inside notistack) takes its nonce from here.
(function () {
  var meta = document.querySelector('meta[name="csp-nonce"]');
  window.__nonce__ = meta ? meta.content : undefined;
  var mode = null;
  try {
    mode = localStorage.getItem("oscar-color-mode");
  } catch {
    // Storage is switched off: follow the system.
  }
  var isDark =
    mode === "dark" ||
    (mode !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute(
    "data-color-scheme",
    isDark ? "dark" : "light",
  );
})();
