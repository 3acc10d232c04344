import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";

/** What runs a script: a program, at most one argument, then the script's path. */
export interface Interpreter {
  program: string;
  argument?: string;
}

const SHELL: Interpreter = { program: "/bin/sh" };

/**
 * Reads a script's `#!` line as Linux does (execve(2), "Interpreter scripts"): the first word
 * is the program, all that follows it is one argument. Without such a line it is /bin/sh.
 * The kernel is not asked to do it, since it answers ETXTBSY for a file that was just written
 * while another child was being forked.
 */
export function interpreterOf(script: string): Interpreter {
  if (!script.startsWith("#!")) return SHELL;
  const end = script.indexOf("\n");
  const line = script.slice(2, end < 0 ? undefined : end);
  const match = /^[ \t]*([^ \t]+)(?:[ \t]+(.*?))?[ \t]*$/s.exec(line);
  const program = match?.[1];
  if (!program) return SHELL;
  const argument = match[2];
  return argument ? { program, argument } : { program };
}

/** Says why a script cannot be started, or undefined where it can. */
export async function interpreterProblem(
  interpreter: Interpreter,
): Promise<string | undefined> {
  const { program } = interpreter;
  if (!program.startsWith("/")) {
    return `The script's first line must name its interpreter with a full path, such as /bin/${program}.`;
  }
  try {
    const found = await stat(program);
    if (!found.isFile()) return `${program} is not a program.`;
    await access(program, constants.X_OK);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "EACCES"
      ? `The script's interpreter ${program} must not be run by the server's user.`
      : `The script's interpreter ${program} is not on this machine.`;
  }
}
