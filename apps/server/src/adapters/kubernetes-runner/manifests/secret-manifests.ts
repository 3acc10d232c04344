import { createHmac } from "node:crypto";
import type { V1Secret } from "@kubernetes/client-node";
import type { FunctionDefinition } from "@oscar/contracts";
import type { AttemptSpec } from "../../../ports/job-runner.ts";
import {
  type AttemptName,
  LABELS,
  attemptLabels,
  nameSafe,
  pullNameOf,
  scriptNameOf,
  tokenNameOf,
} from "./names.ts";
import { type PodSettings, SECRET_KEYS } from "./pod-settings.ts";

/** One generation of a function. */
export interface Generation {
  functionUid: string;
  generation: number;
  definition: FunctionDefinition;
}

/**
 * What an attempt proves itself with. Derived, so that it is known again after a restart and
 * is the same where the Secret was made already.
 */
export function attemptToken(
  key: string,
  { jobId, attempt }: AttemptName,
): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([jobId, attempt]))
    .digest("base64url");
}

/** The script and the secrets of a generation; it never changes, and all its attempts share it. */
export function scriptSecret(
  of: Generation,
  { ledgerId }: Pick<PodSettings, "ledgerId">,
): V1Secret {
  const stringData: Record<string, string> = {
    [SECRET_KEYS.script]: of.definition.script,
  };
  for (const [name, value] of Object.entries(of.definition.secrets ?? {}))
    if (value !== null) stringData[SECRET_KEYS.variable(name)] = value;
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: scriptNameOf(of),
      labels: {
        ...functionLabels(ledgerId, of),
        [LABELS.generation]: String(of.generation),
      },
    },
    immutable: true,
    stringData,
  };
}

/** What a function's image is pulled with; undefined where it needs nothing. */
export function pullSecret(
  of: Omit<Generation, "generation">,
  { ledgerId }: Pick<PodSettings, "ledgerId">,
): V1Secret | undefined {
  const { registryAuth } = of.definition;
  if (!registryAuth) return undefined;
  const { server, username } = registryAuth;
  const password = registryAuth.password ?? "";
  const auth = Buffer.from(`${username}:${password}`).toString("base64");
  const login = { username, password, auth };
  const auths = registryKeys(server).map((key) => [key, login]);
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/dockerconfigjson",
    metadata: {
      name: pullNameOf(of.functionUid),
      labels: functionLabels(ledgerId, of),
    },
    stringData: {
      ".dockerconfigjson": JSON.stringify({
        auths: Object.fromEntries(auths) as object,
      }),
    },
  };
}

/** Docker Hub has several names, and a kubelet does not look under all of them. */
function registryKeys(server: string): string[] {
  return /^(?:https?:\/\/)?(?:index\.|registry-1\.)?docker\.io(?:\/|$)/.test(
    server,
  )
    ? ["https://index.docker.io/v1/", "docker.io"]
    : [server];
}

/** What the containers of ours in an attempt's pod may see, and the user's may not. */
export function tokenSecret(
  attempt: AttemptSpec,
  settings: PodSettings & { tokenKey: string },
): V1Secret {
  const { ledgerId, tokenKey, extraCa } = settings;
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: tokenNameOf(attempt),
      labels: attemptLabels(ledgerId, attempt),
    },
    immutable: true,
    stringData: {
      [SECRET_KEYS.token]: attemptToken(tokenKey, attempt),
      ...(extraCa === undefined ? {} : { [SECRET_KEYS.ca]: extraCa }),
    },
  };
}

function functionLabels(
  ledgerId: string,
  of: Omit<Generation, "generation">,
): Record<string, string> {
  return {
    [LABELS.ledger]: ledgerId,
    [LABELS.functionUid]: nameSafe(of.functionUid),
    [LABELS.function]: of.definition.name,
  };
}
