import { createWriteStream } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";

/** The least that an upload can be: the bytes of a request into a file, with fsync. */
const filePath = process.argv[2] ?? "";

const server = createServer((request, response) => {
  pipeline(request, createWriteStream(filePath, { flush: true })).then(
    () => response.writeHead(201).end(),
    (error: unknown) => response.destroy(error as Error),
  );
});
server.listen(0, "127.0.0.1", () =>
  process.send?.((server.address() as AddressInfo).port),
);
