import { type Picture, unreachable } from "./picture.ts";

export const SESSION: Picture[] = [
  { name: "login", path: "/", isLoggedOut: true },
  {
    name: "login-empty-fields",
    path: "/login",
    isLoggedOut: true,
    async prepare(page) {
      await page.getByRole("button", { name: /Login|Entrar/ }).click();
    },
  },
  {
    name: "login-wrong",
    path: "/login",
    isLoggedOut: true,
    async prepare(page) {
      await page.locator("[name=username]").fill("admin");
      await page.locator("[name=password]").fill("wrong");
      await page.locator("[type=submit]").click();
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "login-to-go-on", path: "/settings", isLoggedOut: true },
  {
    name: "session-ended",
    path: "/functions",
    async prepare(page) {
      await page.context().clearCookies();
      await page.getByRole("button", { name: /Refresh|Actualizar/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "unreachable",
    path: "/",
    arrange: unreachable("**/api/session"),
  },
];
