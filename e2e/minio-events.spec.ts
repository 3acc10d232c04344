import { whyNoMinio } from "@oscar/object-store/testing/minio-server.ts";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectToFitPhone } from "./usable.ts";

test.use({ store: "minio without events" });
test.skip(whyNoMinio() !== undefined, whyNoMinio() ?? "");

/** What an operator has to set, as it is to be copied. */
const SETTINGS = [
  /MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR=on$/m,
  /MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR=http:\/\/127\.0\.0\.1:\d+\/events$/m,
  /MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_OSCAR=<.*OSCAR_WEBHOOK_TOKEN>$/m,
  /MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_OSCAR=<.*>$/m,
  /MINIO_API_SYNC_EVENTS=on$/m,
];

test("a MinIO that tells of nothing is named on the dashboard and in the settings, with what to set", async ({
  page,
  logIn,
  server,
}) => {
  await logIn();
  for (const path of ["/", "/settings"]) {
    await page.goto(path);
    const problem = page
      .getByRole("alert")
      .filter({ hasText: "MinIO has no webhook named OSCAR" });
    await expect(problem).toBeVisible();
    for (const line of SETTINGS) await expect(problem).toContainText(line);
    await expect(problem).toContainText(new URL(server.url).port);
    await expect(
      problem.getByRole("button", { name: "Copy the settings" }),
    ).toBeVisible();
    await expectAccessible(page);
    await expectToFitPhone(page);
  }
});
