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

  // Where the app's own code does not arrive, nothing else could say so.
  window.__oscarLoadFailed__ = function () {
    var isSpanish = /^es\b/.test(navigator.language);
    var root = document.getElementById("root");
    if (!root) return;
    root.className = "load-failed";
    root.textContent = isSpanish
      ? "No se ha podido cargar OSCAR. "
      : "OSCAR could not be loaded. ";
    var link = document.createElement("a");
    link.href = "";
    link.textContent = isSpanish ? "Volver a cargar" : "Load again";
    root.append(link);
  };
  addEventListener(
    "error",
    function (event) {
      if (event.target instanceof HTMLScriptElement)
        window.__oscarLoadFailed__();
    },
    true,
  );
})();
