/** A script as it is run, and what was changed in it for that, in words. */
export interface RunnableScript {
  text: string;
  notices: string[];
}

const BYTE_ORDER_MARK = "\ufeff";

/**
 * Takes out of a script what an editor on Windows leaves in it and what no interpreter
 * understands: the kernel would look for a program named `sh\r`, and a shell for commands of
 * such names. The first line decides, so that a text within a script may have any line ends.
 */
export function runnableScript(script: string): RunnableScript {
  const notices: string[] = [];
  let text = script;
  if (text.startsWith(BYTE_ORDER_MARK)) {
    text = text.slice(BYTE_ORDER_MARK.length);
    notices.push(
      "The script begins with a byte order mark. It is run without it.",
    );
  }
  const [firstLine = ""] = text.split("\n", 1);
  if (firstLine.endsWith("\r")) {
    text = text.replaceAll("\r\n", "\n");
    notices.push(
      "The script's lines end as on Windows (CRLF). It is run with Unix line ends.",
    );
  }
  return { text, notices };
}
