import { readFile } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@oscar/contracts";
import compression from "compression";
import express, {
  type NextFunction,
  type Request,
  type Response,
  Router,
} from "express";
import { sendPacked } from "./send-packed.ts";
import { nonceOf } from "./security-headers.ts";

export interface StaticFolders {
  /** The built SPA. */
  web: string;
  /** What the tutorial's addresses point to. */
  examples: string;
}

const NONCE_PLACE = "__CSP_NONCE__";

/** No folder is anything: neither a page, nor an address that leads to another. */
const FILES_ALONE = { index: false, redirect: false } as const;

/** The SPA and the examples. Public: who is not logged in gets the login page from here. */
export function staticFiles({ web, examples }: StaticFolders): Router {
  const router = Router();
  router.use(
    "/examples",
    express.static(examples, { ...FILES_ALONE, setHeaders: asData }),
  );
  router.use(
    "/assets",
    leaveOutPageHeaders,
    sendPacked(path.join(web, "assets")),
    // Vite puts a hash of the content into these names.
    express.static(path.join(web, "assets"), {
      ...FILES_ALONE,
      immutable: true,
      maxAge: "1y",
      // What is kept for good is never asked for again, in whole or in part.
      etag: false,
      lastModified: false,
      acceptRanges: false,
      fallthrough: true,
    }),
  );
  const page = path.join(web, "index.html");
  // With a nonce of its own each time it cannot be packed beforehand; nothing in it is secret.
  const pack = compression();
  router.get("/index.html", pack, (_request, response) =>
    sendPage(page, response),
  );
  router.use(express.static(web, { ...FILES_ALONE, cacheControl: false }));
  router.use((request, response, next) => {
    if (isPage(request)) pack(request, response, next);
    else next("router");
  });
  router.use((_request, response) => sendPage(page, response));
  return router;
}

/** They say something of pages alone, in as many bytes as some scripts have. */
const PAGE_HEADERS = [
  "Origin-Agent-Cluster",
  "X-DNS-Prefetch-Control",
  "X-Download-Options",
  "X-Permitted-Cross-Domain-Policies",
  "X-XSS-Protection",
];

/** A worker is governed by the policy of its script, all else by that of its page. */
const SCRIPT_POLICY =
  "default-src 'none';script-src 'self';connect-src 'self';frame-ancestors 'none'";

function leaveOutPageHeaders(
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  for (const name of PAGE_HEADERS) response.removeHeader(name);
  response.setHeader("Content-Security-Policy", SCRIPT_POLICY);
  next();
}

/** Examples are texts and films to fetch, never a page of ours. */
function asData(response: Response): void {
  response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
  response.setHeader("Cache-Control", "no-cache");
}

/** An address of the SPA: a page that a browser asks for, and that is not the API's. */
function isPage(request: Request): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if (
    /^\/(?:api|assets|examples|events|internal|metrics)(?:\/|$)/.test(
      request.path,
    )
  ) {
    return false;
  }
  return (request.get("Accept") ?? "").includes("text/html");
}

async function sendPage(filePath: string, response: Response): Promise<void> {
  const page = await readFile(filePath, "utf8").catch((cause: unknown) => {
    throw new AppError(
      "unavailable",
      "The web pages are not built yet. Start the server with npm start.",
      { cause },
    );
  });
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  // The nonce is good once, so the page is never kept.
  response.setHeader("Cache-Control", "no-store");
  response.send(page.replaceAll(NONCE_PLACE, nonceOf(response)));
}
