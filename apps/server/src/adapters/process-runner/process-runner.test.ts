import { describeJobRunner } from "../../ports/job-runner.contract.ts";
import { createProcessWorld } from "./process-world.fixture.ts";

describeJobRunner("process", createProcessWorld, { jobMs: 10_000, atOnce: 16 });
