import { RunnerTester } from "../../ports/runner-tester.contract.ts";
import { createKubernetesWorld } from "./kubernetes-world.fixture.ts";

/** A world with its tester, for one test. */
export async function openWorld(
  ...options: Parameters<typeof createKubernetesWorld>
) {
  const world = await createKubernetesWorld(...options);
  const tester = new RunnerTester(world);
  await tester.prepare();
  return {
    world,
    tester,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
