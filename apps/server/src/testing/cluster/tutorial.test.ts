import { describe, expect, it } from "vitest";
import {
  hasExamplePrograms,
  hasImageTool,
} from "../../../../../scripts/cluster/make-images.ts";
import { followTutorial } from "../../../../../scripts/tutorial.ts";
import {
  hasPods,
  NEEDS_PODS,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { startConsole } from "../start-console.ts";
import { openClusterSetting } from "./cluster-setting.ts";

const FRAMES = 8;
const isAble = hasPods && hasImageTool && hasExamplePrograms;

describe.skipIf(!isAble)(
  `a console with MinIO and Kubernetes ${NEEDS_PODS}`,
  { timeout: 600_000, concurrent: true },
  () => {
    it("makes the tutorial true, in the images that it names", async () => {
      await using setting = await openClusterSetting();
      const { environment } = setting;
      await using oscar = await startConsole({ environment, maxJobs: 50 });
      const said: string[] = [];
      const zip = await followTutorial(oscar.client, {
        say: (line) => said.push(line),
      });
      expect(zip).toMatchObject({ entries: 2 * FRAMES, missing: [] });
      const answer = await fetch(new URL(zip.url, oscar.url), {
        headers: { Cookie: await oscar.server.console.issueCookie() },
      });
      expect((await answer.bytes()).length).toBe(zip.sizeBytes);
      const found = await oscar.text("darknet-out", "shapes-out001.out");
      expect(found).toMatch(/^\w+: \d+%$/m);
      for (const name of ["split-video", "darknet"])
        await oscar.client.deleteFunction({ params: { name }, query: {} });
      const { objects } = setting.cluster;
      expect(await objects.listNames("jobs", {})).toEqual([]);
      expect(await objects.listNames("secrets", {})).toEqual([]);
      const { problems } = await oscar.client.getStatus();
      expect(problems.map(({ code }) => code)).toEqual(["webhook_missing"]);
    });
  },
);
