import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { form, write } from "./form-page.ts";
import { expectUsable } from "./usable.ts";

test.beforeEach(({ logIn }) => logIn());

test("a function is deployed by keyboard alone", async ({ page, client }) => {
  await page.goto("/functions");
  await tabTo(page, page.getByRole("button", { name: "Deploy new function" }));
  await page.keyboard.press("Enter");
  const field = (label: string) => form(page).getByLabel(label);
  await expect(field("Docker image:")).toBeFocused();
  await page.keyboard.type("grycap/ffmpeg");
  await page.keyboard.press("Tab");
  await page.keyboard.type("split-video");
  await tabTo(page, field("URL"));
  await page.keyboard.type("/examples/video-process/split-video.sh");
  await page.keyboard.press("Enter");
  await expect(
    form(page).getByRole("button", { name: "Remove split-video.sh" }),
  ).toBeVisible();
  await tabTo(page, form(page).getByRole("button", { name: "More Options" }));
  await page.keyboard.press("Enter");
  await tabTo(page, field("Environment variables (key)"));
  await page.keyboard.type("OUTPUT_BUCKET");
  await page.keyboard.press("Tab");
  await page.keyboard.type("frames");
  await page.keyboard.press("Enter"); // the tick
  await expect(form(page).getByText("OUTPUT_BUCKET:frames")).toBeVisible();
  await tabTo(page, field("Labels (key)"));
  await page.keyboard.type("team");
  await page.keyboard.press("Tab");
  await page.keyboard.type("video"); // never ticked: Submit takes it over
  await tabTo(page, form(page).getByRole("button", { name: "Submit" }));
  await page.keyboard.press("Enter");
  await expect(
    page.getByText(
      "Function split-video is in process of being deployed, wait until it is displayed.",
    ),
  ).toBeVisible();
  await expect(form(page)).toHaveCount(0);
  const saved = await client.getFunction({ params: { name: "split-video" } });
  expect(saved).toMatchObject({
    environment: { OUTPUT_BUCKET: "frames" },
    labels: { team: "video" },
  });
  expect(saved.script).toContain("ffmpeg");
});

test("faults are told in time, with what mends them, and Submit leads to the first", async ({
  page,
  client,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 409 .*api\/functions/);
  await client.createFunction({
    body: { name: "taken", image: "a", script: "true" },
  });
  await page.goto("/functions/new");
  const dialog = form(page);
  const field = (label: string) => dialog.getByLabel(label, { exact: true });
  await test.step("not for passing by what is empty", async () => {
    await expect(field("Docker image:")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(field("Function name")).toBeFocused();
    await expect(field("Docker image:")).toHaveAttribute(
      "aria-invalid",
      "false",
    );
  });

  await test.step("not while one types, but when one leaves the field", async () => {
    await field("Function name").fill("My Function");
    await expect(dialog.getByText(/Use lower-case/)).toHaveCount(0);
    await field("Function name").blur();
    await dialog.getByRole("button", { name: "Use my-function" }).click();
    await expect(field("Function name")).toHaveValue("my-function");
    await field("Function name").fill("taken");
    await expect(
      dialog.getByText(/There is a function named taken already/),
    ).toBeVisible();
  });

  await test.step("all at Submit, and the first has the focus", async () => {
    await dialog.getByRole("button", { name: /More Options/ }).click();
    await field("Secrets (key)").fill("EVENT");
    await field("Limits Memory").fill("2GB");
    await field("Request Memory").fill("4Gi");
    await dialog.getByRole("button", { name: "Submit" }).click();
    await expect(field("Docker image:")).toBeFocused();
    await expect(dialog.getByText("Docker image is required")).toBeVisible();
    await expect(
      dialog.getByText("The script is empty. Select a file or enter a URL"),
    ).toBeVisible();
    await expect(
      dialog.getByText(/This name is set by OSCAR Console itself/),
    ).toBeVisible();
    await expect(dialog.getByText("4 things have to be mended")).toBeVisible();
    await expectUsable(page);
  });

  await test.step("a quantity is mended by one click, a request by its limit", async () => {
    await dialog.getByRole("button", { name: "Use 2Gi" }).click();
    await expect(field("Limits Memory")).toHaveValue("2Gi");
    await expect(
      dialog.getByText("The request is more than the limit (2Gi)."),
    ).toBeVisible();
    await field("Limits Memory").fill("8Gi");
    await expect(dialog.getByText(/more than the limit/)).toHaveCount(0);
  });

  await test.step("pairs: a bucket that can be, no name twice", async () => {
    await dialog.getByRole("button", { name: "Discard secret" }).click();
    await field("Environment variables (key)").fill("OUTPUT_BUCKET");
    await field("Environment variables (value)").fill("My Results");
    await field("Environment variables (value)").blur();
    await dialog.getByRole("button", { name: "Use my-results" }).click();
    await field("Environment variables (key)").press("Enter");
    const list = dialog.getByRole("list", { name: "Env Vars" });
    await expect(list).toContainText("OUTPUT_BUCKET:my-results");
    await field("Secrets (key)").fill("OUTPUT_BUCKET");
    await field("Secrets (key)").blur();
    await expect(
      dialog.getByText(/is among the environment variables already/),
    ).toBeVisible();
    await dialog.getByRole("button", { name: "Discard secret" }).click();
    await list.getByRole("button", { name: "Remove OUTPUT_BUCKET" }).click();
    await expect(list).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(list).toContainText("OUTPUT_BUCKET:my-results");
  });

  await test.step("what the server refuses stands at its field", async () => {
    await field("Docker image:").fill("a");
    await write(dialog, "true");
    await dialog.getByRole("button", { name: "Submit" }).click();
    await expect(field("Function name")).toBeFocused();
  });
});

test("the buckets are told before, and the circle that would close", async ({
  page,
  client,
}) => {
  await client.createFunction({
    body: {
      name: "first",
      image: "a",
      script: "true",
      environment: { OUTPUT_BUCKET: "second-in" },
    },
  });
  await page.goto("/functions/new");
  const dialog = form(page);
  await dialog.getByLabel("Function name").fill("second");
  await expect(dialog.getByText(/Reads second-in:/)).toHaveText(
    "Reads second-in: is there, shared with first (writes it)",
  );
  await expect(dialog.getByText(/Writes second-out:/)).toHaveText(
    "Writes second-out: will be created",
  );
  await dialog.getByRole("button", { name: /More Options/ }).click();
  await dialog.getByLabel("Environment variables (key)").fill("OUTPUT_BUCKET");
  await dialog.getByLabel("Environment variables (value)").fill("first-in");
  await expect(
    dialog.getByText(
      "This would close a circle that runs for ever: second → first-in → first → second-in → second. Change one of these outputs.",
    ),
  ).toBeVisible();
  await expectUsable(page);
});

test("a script comes by drop, by address or from the editor", async ({
  page,
  client,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 422 .*api\/scripts\/fetch/);
  await page.goto("/functions/new");
  const dialog = form(page);
  await test.step("dropped, with the line ends of Windows", async () => {
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      const text = "#!/bin/sh\r\necho dropped\r\n";
      transfer.items.add(new File([text], "windows.sh"));
      return transfer;
    });
    const field = dialog.getByRole("group", { name: "Script" });
    await field.dispatchEvent("dragover", { dataTransfer: data });
    await expect(dialog.getByText("Drop the script here")).toBeVisible();
    await dialog
      .getByText("Drop the script here")
      .dispatchEvent("drop", { dataTransfer: data });
    await expect(dialog.getByText("windows.sh")).toBeVisible();
    await expect(dialog.getByText(/lines end as on Windows/)).toBeVisible();
  });
  await test.step("from an address that has none", async () => {
    await dialog.getByLabel("URL").fill("/examples/none.sh");
    await dialog.getByRole("button", { name: "Fetch this address" }).click();
    const problem = dialog
      .getByRole("status")
      .filter({ hasText: /none\.sh|no|not/ });
    await expect(problem.first()).toBeVisible();
    await expect(dialog.getByText("windows.sh")).toBeVisible();
    await dialog.getByRole("button", { name: "Discard address" }).click();
  });
  await test.step("written, and saved", async () => {
    await write(dialog, "echo written");
    await dialog.getByLabel("Docker image:").fill("a");
    await dialog.getByLabel("Function name").fill("scripted");
    await expectUsable(page);
    await dialog.getByRole("button", { name: "Submit" }).click();
    await expect(dialog).toHaveCount(0);
    const { script } = await client.getFunction({
      params: { name: "scripted" },
    });
    expect(script).toBe("#!/bin/sh\necho dropped\necho written");
  });
});

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const isThere = await target.evaluate(
      (element) => element === document.activeElement,
    );
    if (isThere) return;
  }
  await expect(target).toBeFocused();
}
