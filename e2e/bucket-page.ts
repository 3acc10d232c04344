import type { Client } from "@oscar/contracts";
import { expect, type Locator, type Page } from "@playwright/test";

/** The page of one bucket, as its reader finds things on it. */
export class BucketPage {
  readonly page: Page;
  readonly bucket: string;
  readonly grid: Locator;
  readonly tickAll: Locator;
  readonly preview: Locator;

  constructor(page: Page, bucket: string) {
    this.page = page;
    this.bucket = bucket;
    this.grid = page.getByRole("grid", { name: `Files in ${bucket}` });
    this.tickAll = page.getByRole("checkbox", {
      name: /^Select (all|the) files/,
    });
    this.preview = page.getByRole("complementary");
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/buckets/${this.bucket}${query}`);
    await expect(
      this.page.getByRole("heading", { name: `Bucket ${this.bucket}:` }),
    ).toBeVisible();
  }

  link(name: string): Locator {
    return this.grid.getByRole("link", { name, exact: true });
  }

  tick(name: string): Locator {
    return this.grid.getByRole("checkbox", {
      name: `Select ${name}`,
      exact: true,
    });
  }

  /** The names that are shown, in their order. */
  names(): Promise<string[]> {
    return this.grid
      .getByRole("link")
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute("aria-label") ?? ""),
      );
  }

  async expectNames(names: string[]): Promise<void> {
    await expect.poll(() => this.names()).toEqual(names);
  }

  async expectSelected(count: number | string): Promise<void> {
    const text = `${count} selected ${String(count) === "1" ? "item" : "items"}`;
    await expect(this.page.getByText(text, { exact: true })).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async chooseRows(label: "5" | "10" | "25" | "All"): Promise<void> {
    await this.page.getByRole("combobox", { name: "Rows per page:" }).click();
    await this.page.getByRole("option", { name: label, exact: true }).click();
  }
}

/** Makes a bucket with these objects; the name of each is in its text. */
export async function fill(
  client: Client,
  bucket: string,
  objects: readonly string[] | Record<string, BodyInit>,
): Promise<void> {
  await client.createBucket({ body: { name: bucket } });
  const entries: [string, BodyInit][] = Array.isArray(objects)
    ? objects.map((key: string) => [key, `This is ${key}.`])
    : Object.entries(objects);
  for (let at = 0; at < entries.length; at += 8)
    await Promise.all(
      entries
        .slice(at, at + 8)
        .map(([key, body]) =>
          client.putObject({ params: { bucket }, query: { key }, body }),
        ),
    );
}

/** `frame-001.txt` and so on. */
export function frames(count: number, prefix = "frame-"): string[] {
  return Array.from(
    { length: count },
    (_, index) => `${prefix}${String(index + 1).padStart(3, "0")}.txt`,
  );
}
