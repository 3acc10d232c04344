import { failing, type Picture, unanswered } from "./picture.ts";

export const DASHBOARD: Picture[] = [
  { name: "dashboard", path: "/" },
  { name: "dashboard-empty", path: "/", server: "new" },
  {
    name: "dashboard-loading",
    path: "/",
    arrange: unanswered("**/api/jobs?*", "**/api/functions", "**/api/buckets"),
    isUnfinished: true,
  },
  {
    name: "dashboard-error",
    path: "/",
    arrange: failing("**/api/jobs?*", "**/api/functions", "**/api/buckets"),
  },
  {
    name: "dashboard-problem",
    path: "/",
    async arrange(page) {
      await page.route("**/api/status", (route) =>
        route.fulfill({
          json: {
            problems: [
              {
                code: "disk_low",
                message: "The disk of /srv/oscar has 812 MiB left.",
                help: "Delete objects that are no longer needed, or move the data folder to a larger disk.",
              },
            ],
          },
        }),
      );
    },
  },
];
