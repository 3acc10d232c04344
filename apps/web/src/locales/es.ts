import buckets from "./es/buckets.json" with { type: "json" };
import common from "./es/common.json" with { type: "json" };
import dashboard from "./es/dashboard.json" with { type: "json" };
import functions from "./es/functions.json" with { type: "json" };
import jobs from "./es/jobs.json" with { type: "json" };
import session from "./es/session.json" with { type: "json" };
import settings from "./es/settings.json" with { type: "json" };
import uploads from "./es/uploads.json" with { type: "json" };
import validation from "./es/validation.json" with { type: "json" };
import type { Resources } from "./en.ts";

export const es: Resources = {
  buckets,
  common,
  dashboard,
  functions,
  jobs,
  session,
  settings,
  uploads,
  validation,
};
