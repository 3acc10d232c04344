export { checkOutputFolder, type Found, findOutputs } from "./find-outputs.ts";
export { Notes } from "./notes.ts";
