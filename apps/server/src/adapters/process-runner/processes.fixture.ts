import { readFile } from "node:fs/promises";

/** The process that started this one. */
export async function parentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]);
}
