import { describe } from "vitest";
import { describeJobRunner } from "../../ports/job-runner.contract.ts";
import {
  NEEDS_PODS,
  createKubernetesWorld,
  hasPods,
} from "./kubernetes-world.fixture.ts";

describe.skipIf(!hasPods)(`on a real cluster ${NEEDS_PODS}`, () => {
  describeJobRunner("kubernetes", createKubernetesWorld, {
    jobMs: 180_000,
    atOnce: 8,
    isConcurrent: true,
  });
});
