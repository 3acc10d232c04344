import type { Session } from "@oscar/contracts";
import express, { type Express, Router } from "express";
import { bindArchives } from "./api/archive-api.ts";
import { bindBuckets } from "./api/bucket-api.ts";
import { bindFunctions } from "./api/function-api.ts";
import { bindJobs } from "./api/job-api.ts";
import { bindMinioEvents, type EventTaker } from "./api/minio-events.ts";
import { bindObjects } from "./api/object-api.ts";
import { bindOperations } from "./api/operation-api.ts";
import { bindProbes, bindServer } from "./api/server-api.ts";
import { bindLogIn, bindSession } from "./api/session-api.ts";
import { bindSupervisor } from "./api/supervisor-api.ts";
import type { UseCases } from "./api/use-cases.ts";
import type { Config } from "./config.ts";
import { answerErrors } from "./http/answer-errors.ts";
import { authenticate } from "./http/authenticate.ts";
import type { LiveFeed } from "./http/live-feed.ts";
import { nothingHere, tellMethods } from "./http/nothing-here.ts";
import { readQuery } from "./http/read-query.ts";
import { giveContext } from "./http/request-context.ts";
import { refuseForeignOrigins } from "./http/same-origin.ts";
import { setSecurityHeaders } from "./http/security-headers.ts";
import { staticFiles, type StaticFolders } from "./http/static-files.ts";
import type { Logger } from "./log.ts";
import type { ObjectUseCases } from "./objects/object-use-cases.ts";
import type { Operations } from "./operations/operations.ts";
import type { LogIn } from "./sessions/log-in.ts";
import type { RemoteAttempts } from "./ports/remote-attempts.ts";
import type { Sessions } from "./sessions/sessions.ts";

export interface AppParts {
  log: Logger;
  console: Session["console"];
  trustProxy: Config["trustProxy"];
  folders: StaticFolders;
  /** Answers that break their own schema fail: for development and tests. */
  isStrict: boolean;
  sessions: Sessions;
  logIn: LogIn;
  feed: LiveFeed;
  operations: Operations;
  objects: ObjectUseCases;
  useCases: UseCases;
  /** None where there is no webhook. */
  events?: EventTaker | undefined;
  /** Present where attempts run in pods. */
  attempts?: RemoteAttempts | undefined;
  /** Aborted when the server begins to stop: ends the event streams. */
  stopping: AbortSignal;
  /** Of the event streams; the default fits proxies. */
  heartbeatMs?: number;
}

/** The whole HTTP side. What comes after `authenticate` needs a session, whatever it is. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", parts.trustProxy);
  app.set("query parser", readQuery);
  app.use(giveContext(parts.log.child({ part: "http" })));
  app.use(setSecurityHeaders);
  // MinIO sends no Origin, and a browser cannot know the token.
  app.use(eventRoutes(parts));
  app.use(supervisorRoutes(parts));
  app.use(refuseForeignOrigins);
  app.use(tellMethods);
  app.use(publicRoutes(parts));
  app.use(authenticate(parts));
  app.use(apiRoutes(parts));
  app.use((request) => {
    throw nothingHere(request);
  });
  app.use(answerErrors);
  return app;
}

function eventRoutes({ events }: AppParts): Router {
  const router = exactRouter();
  bindMinioEvents(router, events);
  return router;
}

/**
 * What pods ask for with tokens of their own: no browser sends one by itself, so where the
 * request comes from does not matter.
 */
function supervisorRoutes({ attempts, isStrict }: AppParts): Router {
  const router = exactRouter();
  if (attempts) bindSupervisor(router, { attempts, isStrict });
  return router;
}

function publicRoutes(parts: AppParts): Router {
  const router = exactRouter();
  bindProbes(router, { ...parts, server: parts.useCases.server });
  bindLogIn(router, parts);
  router.use(staticFiles(parts.folders));
  router.use((request, _response, next) => {
    // Only what may be the API's asks for a login; the rest is simply not there.
    if (/^\/(?:api|metrics|internal)(?:\/|$)/i.test(request.path)) next();
    else throw nothingHere(request);
  });
  return router;
}

function apiRoutes(parts: AppParts): Router {
  const router = exactRouter();
  const { useCases } = parts;
  bindSession(router, parts);
  bindServer(router, { ...parts, ...useCases });
  bindFunctions(router, { ...parts, ...useCases });
  bindBuckets(router, { ...parts, ...useCases });
  bindObjects(router, parts);
  bindArchives(router, parts);
  bindJobs(router, { ...parts, ...useCases });
  bindOperations(router, parts);
  return router;
}

/** Express would take /API/session and /api/session/ for the same. */
function exactRouter(): Router {
  return Router({ caseSensitive: true, strict: true });
}
