/** For scripts and logs: the reader's own, nothing is loaded. */
export const MONO_FONT =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';
