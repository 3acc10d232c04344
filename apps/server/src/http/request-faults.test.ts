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
