import { describe, expect, test } from "vitest";
import type { Endpoint } from "./endpoint.ts";
import { endpoints } from "./endpoints.ts";
import { ErrorCode } from "./errors.ts";
import { openApiDocument } from "./openapi.ts";

const statusOf = Object.fromEntries(
  ErrorCode.options.map((code, index) => [code, 400 + index]),
) as Record<ErrorCode, number>;
const document = openApiDocument({ version: "1.2.3", statusOf });
type Operation = {
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { required: boolean };
  responses: Record<string, unknown>;
  security?: unknown[];
};
const paths = document["paths"] as Record<string, Record<string, Operation>>;

function operation(row: Endpoint): Operation {
  const found = paths[row.path]?.[row.method.toLowerCase()];
  if (!found) throw new Error(`${row.method} ${row.path} is not described`);
  return found;
}

describe("openApiDocument", () => {
  test.each(Object.entries<Endpoint>(endpoints))("describes %s", (_, row) => {
    const {
      parameters = [],
      requestBody,
      responses,
      security,
    } = operation(row);
    const inPath = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(
      parameters.filter((p) => p.in === "path").map((p) => p.name),
    ).toEqual(inPath);
    expect(requestBody !== undefined).toBe(
      row.body !== undefined || row.rawBody === true,
    );
    const statuses = Object.keys(responses).map(Number);
    expect(statuses).toEqual(
      expect.arrayContaining([
        ...Object.keys(row.success).map(Number),
        ...(row.errors ?? []).map((code) => statusOf[code]),
        statusOf.internal,
      ]),
    );
    expect(statuses.includes(statusOf.unauthenticated)).toBe(!row.public);
    expect(security).toEqual(row.public ? [] : undefined);
  });

  test("asks callers only for parameters without a default", () => {
    const { parameters = [] } = operation(endpoints.listObjects);
    const required = parameters.filter((p) => p.required).map((p) => p.name);
    expect(required).toEqual(["bucket"]);
    const names = parameters.map((p) => p.name);
    expect(names).toEqual(expect.arrayContaining(["limit", "sort", "search"]));
  });

  test("asks for a body where an empty one says too little", () => {
    const isAsked = (row: Endpoint) => operation(row).requestBody?.required;
    expect(isAsked(endpoints.backfill)).toBe(false);
    expect(isAsked(endpoints.createBucket)).toBe(true);
    expect(isAsked(endpoints.putObject)).toBe(true);
  });

  test("holds every schema that it refers to", () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g);
    const found = [...references].map(([, reference]) => reference);
    expect(new Set(found)).toEqual(new Set(["#/components/schemas/Problem"]));
  });
});
