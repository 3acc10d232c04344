/** An event of a stream as it came, or a heartbeat. */
export interface Frame {
  id?: string;
  name?: string;
  data?: string;
  isHeartbeat: boolean;
}

/** Reads a stream frame by frame, as an EventSource would. */
export async function* framesOf(response: Response): AsyncGenerator<Frame> {
  let text = "";
  const decoded = response.body?.pipeThrough(new TextDecoderStream());
  if (!decoded) throw new Error("The stream has no body");
  for await (const chunk of decoded) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      yield frameOf(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}

function frameOf(text: string): Frame {
  const frame: Frame = { isHeartbeat: text === ":" };
  const data: string[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("id: ")) frame.id = line.slice(4);
    if (line.startsWith("event: ")) frame.name = line.slice(7);
    if (line.startsWith("data: ")) data.push(line.slice(6));
  }
  if (data.length > 0) frame.data = data.join("\n");
  return frame;
}
