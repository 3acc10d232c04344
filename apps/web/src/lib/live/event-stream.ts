import { AppError, errorOf } from "@oscar/contracts";

export interface ServerSentMessage {
  id: string | undefined;
  data: string;
}

export interface EventStreamOptions {
  signal: AbortSignal;
  lastEventId?: string | undefined;
  onOpen: () => void;
}

/** Longer than the server is ever silent: it sends a comment at least every 25 s. */
const SILENCE_MS = 60_000;

/**
 * Reads a stream of server-sent events until it ends.
 * `EventSource` would not tell a 401 from a broken line, nor take up another tab's last id.
 * @throws AppError for an error answer and when the server has been silent for too long
 */
export async function* openEventStream(
  url: string,
  { signal, lastEventId, onOpen }: EventStreamOptions,
): AsyncGenerator<ServerSentMessage> {
  const silence = new AbortController();
  const response = await fetch(url, {
    headers: {
      Accept: "text/event-stream",
      ...(lastEventId ? { "Last-Event-ID": lastEventId } : {}),
    },
    cache: "no-store",
    signal: AbortSignal.any([signal, silence.signal]),
  });
  if (!response.ok || !response.body) throw await errorOf(response);
  onOpen();
  const guarded = response.body
    .pipeThrough(restartTimer(silence))
    .pipeThrough(new TextDecoderStream());
  yield* parseEvents(guarded);
}

function restartTimer(silence: AbortController) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silence.abort(new AppError("unavailable", "The server fell silent."));
    }, SILENCE_MS);
  };
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    start: restart,
    transform(chunk, controller) {
      restart();
      controller.enqueue(chunk);
    },
    flush: () => clearTimeout(timer),
  });
}

/** Cuts a text into events by the rules of the HTML standard, 9.2.6; comments are dropped. */
export async function* parseEvents(
  text: ReadableStream<string>,
): AsyncGenerator<ServerSentMessage> {
  let id: string | undefined;
  let data: string[] = [];
  for await (const line of linesOf(text)) {
    if (line === "") {
      if (data.length > 0) yield { id, data: data.join("\n") };
      data = [];
      continue;
    }
    const [field, value] = fieldOf(line);
    if (field === "data") data.push(value);
    if (field === "id") id = value;
  }
}

function fieldOf(line: string): [field: string, value: string] {
  const colon = line.indexOf(":");
  if (colon === -1) return [line, ""];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}

async function* linesOf(text: ReadableStream<string>): AsyncGenerator<string> {
  const reader = text.getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    // Without this the response would stay open when the reader of events stops early.
    await reader.cancel().catch(() => undefined);
  }
}
