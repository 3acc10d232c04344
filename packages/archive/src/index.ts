export * from "./entry-names.ts";
export * from "./layout.ts";
export * from "./segments.ts";
