import { matchPath } from "react-router";
import {
  FunctionFormDialog,
  FunctionRoute,
  FunctionsArea,
  FunctionsPage,
} from "./functions-area.tsx";
import { lazyPage } from "./lazy-page.ts";
import { NotFoundPage } from "./not-found-page.tsx";

/** The frame of the pages behind the login. */
export const Shell = lazyPage(
  async () => (await import("./shell/shell.tsx")).Shell,
);
export const LoginPage = lazyPage(
  async () => (await import("../features/session/login-page.tsx")).LoginPage,
);
const DashboardPage = lazyPage(
  async () =>
    (await import("../features/dashboard/dashboard-page.tsx")).DashboardPage,
);
const BucketPage = lazyPage(
  async () => (await import("../features/buckets/bucket-page.tsx")).BucketPage,
);
const JobPage = lazyPage(
  async () => (await import("../features/jobs/job-page.tsx")).JobPage,
);
const SettingsPage = lazyPage(
  async () =>
    (await import("../features/settings/settings-page.tsx")).SettingsPage,
);

/** What stands behind the login, by address. */
export const PAGES = [
  { path: "/", Component: DashboardPage },
  { path: "/functions/*", Component: FunctionsArea },
  { path: "/buckets/:bucket", Component: BucketPage },
  { path: "/jobs/:id", Component: JobPage },
  { path: "/settings", Component: SettingsPage },
  { path: "*", Component: NotFoundPage },
];

/** What each address shows first of all; the first that fits. */
const AHEAD = [
  { path: "/login", parts: [LoginPage] },
  { path: "/", parts: [Shell, DashboardPage] },
  { path: "/functions", parts: [Shell, FunctionsPage] },
  { path: "/functions/new", parts: [Shell, FunctionsPage, FunctionFormDialog] },
  { path: "/functions/:name", parts: [Shell, FunctionRoute] },
  { path: "/functions/:name/edit", parts: [Shell, FunctionFormDialog] },
  { path: "/buckets/:bucket", parts: [Shell, BucketPage] },
  { path: "/jobs/:id", parts: [Shell, JobPage] },
  { path: "/settings", parts: [Shell, SettingsPage] },
];

/** Begins to load what an address shows, while it is still asked who is logged in. */
export function loadAhead(pathname: string): void {
  const shown = AHEAD.find(({ path }) => matchPath(path, pathname) !== null);
  // A failure is told where the page is shown.
  void Promise.allSettled(shown?.parts.map((part) => part.load()) ?? []);
}
