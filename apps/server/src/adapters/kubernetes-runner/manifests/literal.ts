/**
 * A text for `command`, `args` or the value of a variable, where Kubernetes replaces `$(NAME)`
 * and makes one `$` of two.
 */
export function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}
