import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type V1Role, loadYaml } from "@kubernetes/client-node";
import { expect, it } from "vitest";
import { NEEDED_RIGHTS } from "./rights.ts";

const ROOT = join(import.meta.dirname, "../../../../..");

it("are those of the Role that the product is deployed with, and no other", async () => {
  const file = join(ROOT, "deploy/kubernetes/base/role.yaml");
  const role = loadYaml<V1Role>(await readFile(file, "utf8"));
  const given = (role.rules ?? []).flatMap(
    ({ apiGroups = [], resources = [], verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) =>
          verbs.map((verb) => ({ group, resource, verb })),
        ),
      ),
  );
  expect(given).toEqual(NEEDED_RIGHTS);
});
