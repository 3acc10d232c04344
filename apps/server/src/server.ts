import { AppError } from "@oscar/contracts";
import { openParts, type Parts } from "./compose.ts";
import { Console, type ConsoleOptions } from "./console.ts";
import { type RunningServer, serve } from "./http/serve.ts";

/** How long requests under way may go on when the server stops. */
const CLOSE_GRACE_MS = 5000;

export interface StartedServer extends AsyncDisposable {
  /** Such as http://127.0.0.1:8080 */
  url: string;
  console: Console;
}

/**
 * Starts the whole product: parts, flow and HTTP. Disposing it stops it gently.
 * @throws AppError with a sentence for the operator
 */
export async function startServer(
  options: ConsoleOptions,
  open: typeof openParts = openParts,
): Promise<StartedServer> {
  await using starting = new AsyncDisposableStack();
  const parts: Parts = starting.use(await open(options.config, options.log));
  const console = starting.use(new Console(parts, options));
  const app = await console.createApp();
  await console.recover();
  const server = await listen(app, options);
  console.start();
  const running = starting.move();
  return {
    url: server.url,
    console,
    async [Symbol.asyncDispose]() {
      console.beginStop();
      await server.close(CLOSE_GRACE_MS);
      await running.disposeAsync();
    },
  };
}

async function listen(
  app: Parameters<typeof serve>[0],
  { config }: ConsoleOptions,
): Promise<RunningServer> {
  const { host, port } = config;
  try {
    return await serve(app, { host, port });
  } catch (cause) {
    throw new AppError("unavailable", listenFault(cause, host, port), {
      cause,
    });
  }
}

function listenFault(cause: unknown, host: string, port: number): string {
  switch ((cause as NodeJS.ErrnoException).code) {
    case "EADDRINUSE":
      return `Port ${port} is taken by another program. Stop that one, or choose another port with OSCAR_PORT.`;
    case "EACCES":
      return `Port ${port} is not allowed for this user. Choose one above 1023 with OSCAR_PORT.`;
    case "EADDRNOTAVAIL":
      return `This machine does not have the address ${host}. Set OSCAR_HOST to one that it has.`;
    default:
      return `The server cannot listen on ${host}:${port} (${String(cause)}).`;
  }
}
