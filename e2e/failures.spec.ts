import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectUsable } from "./usable.ts";

const PROBLEM = {
  code: "internal",
  message: "Something went wrong.",
  requestId: "Zk3v9QpLm2Xa",
};

test("while the server does not answer a page says so, and goes on by itself", async ({
  page,
  logIn,
  expectedMessages,
}) => {
  expectedMessages.push(/ERR_CONNECTION_REFUSED/);
  await logIn();
  await page.route("**/api/session", (route) =>
    route.abort("connectionrefused"),
  );
  await page.goto("/settings");
  await expect(
    page.getByRole("heading", { name: "The server does not answer" }),
  ).toBeVisible();
  await expectUsable(page);
  await page.unroute("**/api/session");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
});

test("what the network loses on its way is fetched again", async ({
  page,
  logIn,
  expectedMessages,
}) => {
  await logIn();
  const lost = new Set<string>();
  await page.route(/\/assets\/(settings-page|en)-/, (route) => {
    const url = route.request().url();
    if (lost.has(url)) return route.continue();
    lost.add(url);
    return route.abort("failed");
  });
  expectedMessages.push(/ERR_FAILED/);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  expect(lost.size).toBeGreaterThan(1);
});

test("where nothing of the app arrives, the page says that", async ({
  page,
  expectedMessages,
}) => {
  expectedMessages.push(/ERR_FAILED/);
  await page.route(/\/assets\/react-/, (route) => route.abort("failed"));
  await page.goto("/");
  await expect(page.getByText("OSCAR could not be loaded.")).toBeVisible();
  await page.unroute(/\/assets\/react-/);
  await page.getByRole("link", { name: "Load again" }).click();
  await expect(page.getByRole("button", { name: "Login" })).toBeVisible();
});

test("a page of an older version offers the new one", async ({
  page,
  logIn,
  expectedMessages,
}) => {
  expectedMessages.push(/ERR_FAILED/, /dynamically imported module/);
  await logIn();
  await page.route(/\/assets\/settings-page-/, (route) =>
    route.abort("failed"),
  );
  await page.goto("/settings");
  await expect(
    page.getByRole("heading", { name: "This page is from an older version" }),
  ).toBeVisible();
  await expect(page.getByRole("navigation")).toBeVisible();
  await expectAccessible(page);
  await page.unroute(/\/assets\/settings-page-/);
  await page.getByRole("button", { name: "Load again" }).click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
});

test("a fault of the server is told with its request's id, and can be tried again", async ({
  page,
  logIn,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 500/);
  await logIn();
  await page.route("**/api/functions", (route) =>
    route.fulfill({ status: 500, json: PROBLEM }),
  );
  await page.route("**/api/buckets", (route) =>
    route.fulfill({ status: 500, json: PROBLEM }),
  );
  await page.goto("/");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Something went wrong in OSCAR Console.");
  await expect(alert).toContainText("Request Zk3v9QpLm2Xa");
  await expect(
    page.getByText("The buckets could not be loaded."),
  ).toBeVisible();
  await expectUsable(page);
  await page.unroute("**/api/functions");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(
    page.getByRole("heading", { name: "Process files as they arrive" }),
  ).toBeVisible();
});
