import { expect, test } from "./fixtures.ts";
import { form, write } from "./form-page.ts";
import { expectUsable } from "./usable.ts";

test.beforeEach(({ logIn }) => logIn());

test("nothing that was typed is lost", async ({
  page,
  server,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 401/);
  await page.goto("/functions/new");
  const dialog = form(page);
  const image = dialog.getByLabel("Docker image:");
  await image.fill("grycap/kept");
  await dialog.getByLabel("Function name").fill("kept");
  await write(dialog, "echo kept");
  await test.step("by a click beside the form", async () => {
    await page.mouse.click(5, 5);
    await expect(dialog).toBeVisible();
  });
  await test.step("by Clear and Cancel: both can be taken back", async () => {
    await dialog.getByRole("button", { name: "Clear" }).click();
    await expect(image).toHaveValue("");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(image).toHaveValue("grycap/kept");
    await expect(page.getByText("The form was cleared")).toHaveCount(0);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(image).toHaveValue("grycap/kept");
  });
  await test.step("by a reload", async () => {
    await page.reload();
    await expect(image).toHaveValue("grycap/kept");
    await expect(dialog.getByText(/is here again/)).toBeVisible();
  });
  await test.step("by a session that has ended", async () => {
    await page.context().clearCookies();
    await dialog.getByRole("button", { name: "Submit" }).click();
    await page.getByLabel("Login").fill("admin");
    await page.getByRole("textbox", { name: "Password" }).fill(server.password);
    await page.getByRole("button", { name: "Login" }).click();
    await expect(image).toHaveValue("grycap/kept");
    await dialog.getByRole("button", { name: "Submit" }).click();
    await expect(page.getByText(/Function kept is in process/)).toBeVisible();
  });
  await test.step("and what was saved is no draft any more", async () => {
    await page.getByRole("button", { name: "Deploy new function" }).click();
    await expect(image).toHaveValue("");
  });
});

test("who edits what another has saved meanwhile sees both versions, and chooses", async ({
  page,
  client,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 409 .*api\/functions\/shared/);
  const body = {
    name: "shared",
    image: "a",
    script: "one\ntwo\n",
    environment: { LEVEL: "info" },
  };
  await client.createFunction({ body });
  await page.goto("/functions");
  await page.getByRole("button", { name: "Edit shared" }).click();
  const edit = page.getByRole("dialog", { name: "Edit shared" });
  await edit.getByLabel("Docker image:").fill("mine");
  await write(edit, "mine");
  await client.updateFunction({
    params: { name: "shared" },
    body: {
      ...body,
      generation: 1,
      script: "one\ntheirs\n",
      environment: { LEVEL: "debug" },
    },
  });
  await expect(
    edit.getByText("Meanwhile somebody else has saved this function."),
  ).toBeVisible();
  await edit.getByRole("button", { name: "Submit" }).click();
  const conflict = page.getByRole("dialog", {
    name: "Somebody else has changed this function meanwhile",
  });
  const side = (part: string, name: RegExp) =>
    conflict
      .getByRole("radiogroup", { name: part })
      .getByRole("radio", { name });
  await expect(side("Docker image", /Mine/)).toBeChecked();
  await expect(side("Env Vars", /Theirs LEVEL:debug/)).toBeChecked();
  await expect(side("Script", /Mine/)).toBeChecked();
  await expect(conflict.getByText("changed by both")).toBeVisible();
  await expect(conflict.getByText("theirs", { exact: true })).toBeVisible();
  await expectUsable(page);
  await side("Script", /Theirs/).check();
  await conflict.getByRole("button", { name: "Save what is chosen" }).click();
  await expect(
    page.getByText("Function shared has been updated"),
  ).toBeVisible();
  const saved = await client.getFunction({ params: { name: "shared" } });
  expect(saved).toMatchObject({
    generation: 3,
    image: "mine",
    script: "one\ntheirs\n",
    environment: { LEVEL: "debug" },
  });
});

test("the form of a saved function begins in its first field, and Esc closes it from anywhere", async ({
  page,
  client,
}) => {
  await client.createFunction({
    body: { name: "kept", image: "a", script: "true" },
  });
  const address = "/functions/kept/edit";
  const dialog = page.getByRole("dialog", { name: "Edit kept" });
  await page.goto(address);
  await expect(
    dialog.getByLabel("Docker image:", { exact: true }),
  ).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.goto(address);
  await dialog.getByRole("heading", { name: "Edit kept" }).click();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});
