declare global {
  /** Zod's options, which it takes up when it is loaded. */
  var __zod_globalConfig: { jitless?: boolean } | undefined;
  /** Says that the app did not arrive (static/boot.js). */
  var __oscarLoadFailed__: (() => void) | undefined;
}

// Zod comes later, with the forms that need it. It must not try to compile code, which the
// page's Content-Security-Policy forbids.
globalThis.__zod_globalConfig = { jitless: true };

export {};
