import { z } from "zod";

// Imported before every schema: zod decides when a schema is made whether it may compile
// code, and the page's Content-Security-Policy forbids that.
z.config({ jitless: true });
