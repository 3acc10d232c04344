import { endpoints } from "@oscar/contracts";
import { expect, test } from "vitest";
import { requestFault } from "./request-faults.ts";

test("a list of a thousand bad keys is not answered with a thousand faults", () => {
  const keys = Array.from({ length: 1000 }, () => "../x");
  const body = { bucket: "frames", keys };
  const { error } = endpoints.createArchive.body.safeParse(body);
  const fault = error && requestFault(error);
  expect(fault?.code).toBe("key_unsupported");
  expect(fault?.details).toHaveLength(100);
});

test("a reserved or invalid name of a variable is refused with the reason", () => {
  const environment = { EVENT: "x", "no spaces": "y" };
  const body = { name: "f", image: "i", script: "s", environment };
  const { error } = endpoints.createFunction.body.safeParse(body);
  expect(error && requestFault(error).details).toEqual([
    {
      path: "environment.EVENT",
      message: expect.stringContaining("set by OSCAR Console itself") as string,
    },
    {
      path: "environment.no spaces",
      message: expect.stringContaining("Use letters, digits") as string,
    },
  ]);
});
