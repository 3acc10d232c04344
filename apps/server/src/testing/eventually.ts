/** Waits for something that tells nobody when it happens; the failure names what it was. */
export async function eventually(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  limitMs = 5000,
): Promise<void> {
  const until = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
