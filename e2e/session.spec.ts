import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectUsable } from "./usable.ts";

async function fillIn(page: Page, name: string, password: string) {
  await page.getByLabel("Login").fill(name);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Login" }).click();
}

test("the login says what is wrong beside the fields", async ({
  page,
  server,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 401/);
  await page.goto("/");
  await expect(page).toHaveTitle("Login · OSCAR");
  await expectUsable(page);

  await page.getByRole("button", { name: "Login" }).click();
  await expect(page.getByText("Enter your name")).toBeVisible();
  await expect(page.getByText("Enter your password")).toBeVisible();
  await expectAccessible(page);

  await fillIn(page, "admin", "wrong");
  await expect(page.getByRole("alert")).toHaveText(
    "Username or password is incorrect",
  );
  const password = page.getByRole("textbox", { name: "Password" });
  await expect(password).toBeFocused();
  await expect(password).toHaveValue("");
  await expectAccessible(page);

  await password.fill(server.password);
  await page.getByRole("button", { name: "Show what is typed" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.keyboard.press("Enter");
  await password.press("Enter");
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("a visitor whose system speaks Spanish gets Spanish", async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({
    locale: "es-ES",
    baseURL: server.url,
  });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByLabel("Contraseña").first()).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await context.close();
});

test("after the login one is where one wanted to be", async ({
  page,
  server,
}) => {
  await page.goto("/settings");
  await expect(page.getByText("Log in to go on where you were.")).toBeVisible();
  await fillIn(page, "admin", server.password);
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await expect(page).toHaveURL(/\/settings$/);
});

test("a session that ends in the middle of work costs nothing", async ({
  page,
  context,
  server,
  logIn,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 401/);
  await logIn();
  await page.goto("/functions/new");
  const form = page.getByRole("dialog", { name: "New Function" });
  await form.getByLabel("Function name").fill("half-typed");
  await form.getByRole("button", { name: /More Options/ }).click();
  await form.getByLabel("Secrets (value)").fill("not in any storage");

  await context.clearCookies();
  await page.evaluate(() => fetch("/api/functions/refresh-me"));
  await form.getByLabel("Docker image:").fill("busybox");
  await form.getByLabel("Secrets (key)").fill("TOKEN");
  await form.getByRole("button", { name: "Write it" }).click();
  await form.getByRole("textbox", { name: /script/i }).fill("true");
  await form.getByRole("button", { name: "Submit" }).click();

  const login = page.getByRole("dialog", { name: "OSCAR Admin" });
  await expect(login.getByText("The session has ended.")).toBeVisible();
  await expect(login.getByLabel("Login")).toHaveValue("admin");
  await expect(login.getByRole("textbox", { name: "Password" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type(server.password);
  await page.keyboard.press("Enter");

  await expect(login).toHaveCount(0);
  await expect(form.getByLabel("Function name")).toHaveValue("half-typed");
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByRole("row", { name: "half-typed" })).toBeVisible();
  const saved = await page.request.get("/api/functions/half-typed");
  expect(await saved.json()).toMatchObject({ secrets: { TOKEN: null } });
});
