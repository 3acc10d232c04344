import { createBrowserRouter } from "react-router";
import { CrashPage } from "./crash-page.tsx";
import { RequireSession } from "./require-session.tsx";

/** Every page is loaded when it is first shown. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: CrashPage,
    HydrateFallback: () => null,
    children: [
      {
        path: "login",
        lazy: async () => ({
          Component: (await import("../features/session/login-page.tsx"))
            .LoginPage,
        }),
      },
      {
        Component: RequireSession,
        children: [
          {
            lazy: async () => ({
              Component: (await import("./shell/shell.tsx")).Shell,
            }),
            children: pages(),
          },
        ],
      },
    ],
  },
]);

function pages() {
  return [
    {
      ErrorBoundary: CrashPage,
      children: [
        {
          index: true,
          lazy: async () => ({
            Component: (
              await import("../features/dashboard/dashboard-page.tsx")
            ).DashboardPage,
          }),
        },
        {
          path: "functions/*",
          lazy: async () => ({
            Component: (await import("./functions-area.tsx")).FunctionsArea,
          }),
        },
        {
          path: "buckets/:bucket",
          lazy: async () => ({
            Component: (await import("../features/buckets/bucket-page.tsx"))
              .BucketPage,
          }),
        },
        {
          path: "jobs/:id",
          lazy: async () => ({
            Component: (await import("../features/jobs/job-page.tsx")).JobPage,
          }),
        },
        {
          path: "settings",
          lazy: async () => ({
            Component: (await import("../features/settings/settings-page.tsx"))
              .SettingsPage,
          }),
        },
        {
          path: "*",
          lazy: async () => ({
            Component: (await import("./not-found-page.tsx")).NotFoundPage,
          }),
        },
      ],
    },
  ];
}
