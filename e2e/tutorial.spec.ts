import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { findCommand } from "../scripts/test/find-command.ts";
import { expect, test } from "./fixtures.ts";
import { expectNoAxeViolations } from "./usable.ts";

const EXAMPLE = join(import.meta.dirname, "../public/examples/video-process");
const FRAMES = 8;
const DETECTIONS = 2 * FRAMES;
const missing = ["ffmpeg", "darknet", "unzip"].filter(
  (program) => findCommand(program) === undefined,
);

/** The tutorial of the video example, steps 2 to 7, as its reader does it. */
test.describe("the tutorial, word for word", () => {
  test.skip(missing.length > 0, `${missing.join(", ")} not on this machine`);
  // Nine pods, one after the other on a small machine, and a minute for each on a busy one.
  test.setTimeout(900_000);

  test("from the login to the deleted bucket", async ({
    page,
    server,
    place,
    expectedMessages,
  }) => {
    page.setDefaultTimeout(15_000);
    // Its list may be asked for in the moment in which the bucket goes.
    expectedMessages.push(/status of 404 .*api\/buckets\/darknet-out\/objects/);
    await test.step("STEP 2: Log in the OSCAR UI", async () => {
      await page.goto("/");
      await expect(
        page.getByRole("heading", { name: "OSCAR Admin" }),
      ).toBeVisible();
      await expectNoAxeViolations(page);
      await page.getByLabel("Login").fill("admin");
      await page
        .getByRole("textbox", { name: "Password" })
        .fill(server.password);
      await page.getByRole("button", { name: "Login" }).click();
    });

    await test.step("STEP 3.1: Video processing", async () => {
      await page.getByRole("link", { name: "Functions" }).first().click();
      await page
        .getByRole("button", { name: "Deploy new function" })
        .first()
        .click();
      const form = page.getByRole("dialog", { name: "New Function" });
      await form.getByLabel("Docker image:").fill("grycap/ffmpeg");
      await form.getByLabel("Function name").fill("split-video");
      await selectScript(page, "split-video.sh");
      await form.getByRole("button", { name: /More Options/i }).click();
      await form
        .getByLabel("Environment variables (key)")
        .fill("OUTPUT_BUCKET");
      await form.getByLabel("Environment variables (value)").fill("darknet-in");
      await form
        .getByRole("button", { name: "Add environment variable" })
        .click();
      await expect(form.getByText("OUTPUT_BUCKET:darknet-in")).toBeVisible();
      await expectNoAxeViolations(page);
      await form.getByRole("button", { name: "Submit" }).click();
      await expectDeploying(page, "split-video");
    });

    await test.step("STEP 3.2: Image processing", async () => {
      await page
        .getByRole("button", { name: "Deploy new function" })
        .first()
        .click();
      const form = page.getByRole("dialog", { name: "New Function" });
      await form.getByLabel("Docker image:").fill("grycap/darknet-v3");
      await form.getByLabel("Function name").fill("darknet");
      await selectScript(page, "yolov3-object-detection.sh");
      await form.getByRole("button", { name: /More Options/i }).click();
      await form.getByLabel("Request CPU").fill("1");
      await form.getByLabel("Request Memory").fill("2Gi");
      await form.getByRole("button", { name: "Submit" }).click();
      await expectDeploying(page, "darknet");
    });

    await test.step("STEP 4: Verify the Created Buckets and Function", async () => {
      for (const name of ["darknet", "split-video"])
        await expect(page.getByRole("row", { name })).toBeVisible();
      const storage = page.getByRole("navigation");
      for (const bucket of ["darknet-in", "darknet-out", "split-video-in"])
        await expect(storage.getByRole("link", { name: bucket })).toBeVisible();
      await expect(
        storage.getByRole("link", { name: "split-video-out" }),
      ).toHaveCount(0);
      await expectNoAxeViolations(page);
    });

    await test.step("STEP 5: Upload a Video to Trigger the Function", async () => {
      await openBucket(page, "split-video-in");
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Select files" }).click();
      await (await chooser).setFiles(join(EXAMPLE, "shapes.mp4"));
      await page.getByRole("button", { name: "Upload", exact: true }).click();
      await expect(
        page.getByText("The shapes.mp4 file has been successfully uploaded"),
      ).toBeVisible();
    });

    await test.step("STEP 6: Access the Output Files", async () => {
      await openBucket(page, "darknet-in");
      await expect(page.getByText("shapes-out008.jpg")).toBeVisible({
        timeout: 180_000,
      });
      await openBucket(page, "darknet-out");
      await expect(
        page.getByText(`1-${DETECTIONS} of ${DETECTIONS}`),
      ).toBeVisible({ timeout: 540_000 });
      await chooseAllRows(page);
      await page
        .getByRole("checkbox", { name: /^Select (all|the) files/ })
        .check();
      await expect(
        page.getByText(`${DETECTIONS} selected items`),
      ).toBeVisible();
      await expectNoAxeViolations(page);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download all as zip" }).click();
      const zip = await download;
      expect(zip.suggestedFilename()).toBe("darknet-out.zip");
      const stored = await place.read("darknet-out", server.dataDir);
      await expectSameBytes(await zip.path(), stored);
      await page.getByRole("button", { name: "Clear selection" }).click();
    });

    await test.step("STEP 7: Remove the Function", async () => {
      await page.getByRole("link", { name: "Functions" }).first().click();
      for (const name of ["darknet", "split-video"]) {
        await page
          .getByRole("row", { name })
          .getByRole("button", { name: /delete/i })
          .click();
        const question = page.getByRole("dialog", {
          name: "Are you sure you want to delete this function?",
        });
        await question.getByRole("button", { name: /delete/i }).click();
        await expect(
          page.getByText(`Function ${name} was deleted`),
        ).toBeVisible();
      }
      await deleteFilesOf(page, "darknet-out", DETECTIONS);
      await page.getByRole("button", { name: "Delete bucket" }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /delete/i })
        .click();
      await expect(
        page.getByText("Bucket darknet-out has been successfully deleted"),
      ).toBeVisible();
      await expect(
        page.getByRole("navigation").getByRole("link", { name: "darknet-out" }),
      ).toHaveCount(0);
    });
  });
});

async function selectScript(page: Page, name: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Select a file" }).click();
  await (await chooser).setFiles(join(EXAMPLE, name));
  await expect(
    page.getByRole("button", { name: `Remove ${name}` }),
  ).toBeVisible();
}

async function expectDeploying(page: Page, name: string): Promise<void> {
  await expect(
    page.getByText(
      `Function ${name} is in process of being deployed, wait until it is displayed.`,
    ),
  ).toBeVisible();
}

async function openBucket(page: Page, bucket: string): Promise<void> {
  await page
    .getByRole("navigation")
    .getByRole("link", { name: bucket })
    .click();
  await expect(
    page.getByRole("heading", { name: `Bucket ${bucket}:` }),
  ).toBeVisible();
}

async function chooseAllRows(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: /rows per page/i }).click();
  await page.getByRole("option", { name: "All" }).click();
}

async function deleteFilesOf(
  page: Page,
  bucket: string,
  count: number,
): Promise<void> {
  await openBucket(page, bucket);
  await page.getByRole("checkbox", { name: /^Select (all|the) files/ }).check();
  await page.getByRole("button", { name: "Delete selected" }).click();
  const question = page.getByRole("dialog", {
    name: "Are you sure you want to delete?",
  });
  await expect(question.getByText("This cannot be undone!")).toBeVisible();
  await question.getByRole("button", { name: `Delete ${count} files` }).click();
  await expect(page.getByText("Files deleted correctly")).toBeVisible();
  await expect(
    page.getByText("Sorry, there are no files to display in this bucket"),
  ).toBeVisible();
}

/** Unpacks the zip with a program that is not ours, and compares every file with what is stored. */
async function expectSameBytes(
  zip: string,
  stored: Map<string, Buffer>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "oscar-zip-"));
  try {
    await promisify(execFile)("unzip", ["-q", zip, "-d", folder]);
    const names = (await readdir(folder)).toSorted();
    expect(names).toHaveLength(DETECTIONS);
    expect(names).toEqual([...stored.keys()].toSorted());
    for (const [name, bytes] of stored) {
      const unpacked = await readFile(join(folder, name));
      expect(unpacked.length, name).toBeGreaterThan(0);
      expect(unpacked.equals(bytes), name).toBe(true);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
