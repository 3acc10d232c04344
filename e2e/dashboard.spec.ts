import { writeFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectUsable } from "./usable.ts";

const WAITING = `while [ ! -e "$RELEASE" ]; do sleep 0.1; done
cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"`;

test("who has nothing yet is told how to begin", async ({ page, logIn }) => {
  await logIn();
  await page.goto("/");
  await expect(
    page.getByRole("heading", { name: "Process files as they arrive" }),
  ).toBeVisible();
  await expect(
    page.getByRole("button", { name: "Try the example" }),
  ).toBeVisible();
  await expectUsable(page);
  await page.getByRole("link", { name: "Deploy new function" }).click();
  await expect(
    page.getByRole("dialog", { name: "New Function" }),
  ).toBeVisible();
});

test("it shows work as it goes on, and why something failed", async ({
  page,
  server,
  logIn,
}) => {
  await logIn();
  const headers = { Origin: server.url };
  const release = test.info().outputPath("release");
  const save = (data: object) =>
    page.request.post("/api/functions", { data, headers });
  const put = (bucket: string, key: string) =>
    page.request.put(`/api/buckets/${bucket}/object?key=${key}`, {
      data: "x",
      headers,
    });
  const environment = { RELEASE: release };
  await save({ name: "copy", image: "a", script: WAITING, environment });
  await save({ name: "broken", image: "a", script: "exit 3" });
  await page.goto("/");
  await expect(page.getByText("No job is running.")).toBeVisible();
  await expect(page.getByText("No job has failed.")).toBeVisible();
  await expectAccessible(page);

  await put("broken-in", "bad.csv");
  const failed = page.getByRole("region", { name: "Failed lately" });
  await expect(failed.getByRole("link", { name: "bad.csv" })).toBeVisible();
  await expect(failed).toContainText("exit code 3");
  await expect(
    page.getByRole("link", { name: /Failed today 1/ }),
  ).toBeVisible();

  await put("copy-in", "good.csv");
  const running = page.getByRole("region", { name: "Running now" });
  await expect(running.getByRole("link", { name: "good.csv" })).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "copy" })).toHaveAttribute(
    "aria-valuetext",
    "0 of 1 done",
  );
  await expectUsable(page);

  await page.request.put("/api/buckets/copy-in/object?key=more.csv", {
    data: "x",
    headers,
  });
  await writeFile(release, "");
  const finished = page.getByRole("region", { name: "Finished lately" });
  await expect(finished.getByRole("link", { name: "good.csv" })).toBeVisible();
  await expect(finished).toContainText("2 in the last hour");
  await finished
    .getByRole("link", { name: "1 file in copy-out" })
    .first()
    .click();
  await expect(
    page.getByRole("heading", { name: "Bucket copy-out:" }),
  ).toBeVisible();
});

test("what an operator should know stands above all", async ({
  page,
  logIn,
}) => {
  await logIn();
  const help = "Delete objects that are no longer needed.";
  await page.route("**/api/status", (route) =>
    route.fulfill({
      json: {
        problems: [{ code: "disk_low", message: "The disk is full.", help }],
      },
    }),
  );
  await page.goto("/");
  await expect(page.getByText("The disk is full.")).toBeVisible();
  await expect(page.getByText(help)).toBeVisible();
  await expectAccessible(page);
  await page.goto("/settings");
  await expect(page.getByText("The disk is full.")).toBeVisible();
});
