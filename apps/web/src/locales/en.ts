import buckets from "./en/buckets.json" with { type: "json" };
import common from "./en/common.json" with { type: "json" };
import dashboard from "./en/dashboard.json" with { type: "json" };
import functions from "./en/functions.json" with { type: "json" };
import jobs from "./en/jobs.json" with { type: "json" };
import session from "./en/session.json" with { type: "json" };
import settings from "./en/settings.json" with { type: "json" };
import uploads from "./en/uploads.json" with { type: "json" };
import validation from "./en/validation.json" with { type: "json" };

export const en = {
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

/** What every language must have: each key of each file. */
export type Resources = typeof en;
