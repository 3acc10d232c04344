const segment = encodeURIComponent;

/** Every address within the app. */
export const paths = {
  dashboard: () => "/",
  functions: () => "/functions",
  newFunction: () => "/functions/new",
  function: (name: string, tab?: "settings" | "script") =>
    `/functions/${segment(name)}${tab ? `?tab=${tab}` : ""}`,
  editFunction: (name: string) => `/functions/${segment(name)}/edit`,
  bucket: (bucket: string) => `/buckets/${segment(bucket)}`,
  /** A bucket's page with one object's preview open. */
  object: (bucket: string, key: string) =>
    `/buckets/${segment(bucket)}?preview=${segment(key)}`,
  job: (id: string) => `/jobs/${segment(id)}`,
  settings: () => "/settings",
  login: (next?: string) =>
    next && next !== "/" ? `/login?next=${segment(next)}` : "/login",
} as const;
