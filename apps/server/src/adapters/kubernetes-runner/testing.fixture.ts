import type { FunctionDefinition } from "@oscar/contracts";
import type { AttemptSpec } from "../../ports/job-runner.ts";
import type { PodSettings } from "./manifests/pod-settings.ts";

export const SETTINGS: PodSettings = {
  ledgerId: "ledger0123",
  supervisorImage: "registry.example/console:1",
  serverUrl: "http://console:8080",
  uploadWaitSeconds: 100,
  unreachableSeconds: 300,
};

/** An attempt for tests that only look at it. */
export function attemptOf(
  definition: Partial<FunctionDefinition> = {},
  parts: Partial<Omit<AttemptSpec, "definition">> = {},
): AttemptSpec {
  return {
    jobId: "0123456789abcdef01234567",
    attempt: 2,
    functionUid: "3f0c1c1e-0000-4000-8000-000000000000",
    generation: 4,
    notices: [],
    input: {
      bucket: "in",
      key: "day 1/some file.txt",
      etag: "e",
      size: 1,
      modifiedAt: new Date(0),
    },
    event: '{"Records":[]}',
    eventTime: "2026-01-02T03:04:05.678Z",
    targetsOf: () => [],
    ...parts,
    definition: {
      name: "shout",
      image: "grycap/ffmpeg",
      script: "echo the-script",
      ...definition,
    },
  };
}
