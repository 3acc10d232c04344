import { RESERVED_VARIABLES } from "@oscar/contracts";
import { describe, expect, it } from "vitest";
import { SETTINGS, attemptOf } from "../testing.fixture.ts";
import { jobManifest } from "./job-manifest.ts";
import { LABELS, jobNameOf, nameSafe, scriptNameOf } from "./names.ts";
import {
  attemptToken,
  pullSecret,
  scriptSecret,
  tokenSecret,
} from "./secret-manifests.ts";

function podOf(...args: Parameters<typeof attemptOf>) {
  const job = jobManifest(attemptOf(...args), SETTINGS);
  const { spec } = job.spec.template;
  if (!spec) throw new Error("The Job has no pod");
  const [fetch, main] = spec.initContainers ?? [];
  const [upload] = spec.containers;
  if (!fetch || !main || !upload) throw new Error("A container is missing");
  return { job, spec, fetch, main, upload };
}

function valueOf(
  variables: { name: string; value?: string }[] = [],
  of: string,
) {
  const found = variables.filter(({ name }) => name === of);
  expect(found, of).toHaveLength(1);
  return found[0];
}

describe("the Job of an attempt", () => {
  it("has a name that is the attempt's alone, and valid", () => {
    const names = [
      jobNameOf({ jobId: "a-1", attempt: 1 }),
      jobNameOf({ jobId: "a", attempt: 1 }),
      jobNameOf({ jobId: "a", attempt: 11 }),
      jobNameOf({ jobId: "A", attempt: 1 }),
      jobNameOf({ jobId: "x".repeat(64), attempt: 1 }),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/);
  });

  it("runs once and has no deadline of its own", () => {
    const { spec } = podOf().job;
    expect(spec).toMatchObject({
      backoffLimit: 0,
      completions: 1,
      parallelism: 1,
      podReplacementPolicy: "Failed",
    });
    expect(spec).not.toHaveProperty("activeDeadlineSeconds");
    expect(spec).not.toHaveProperty("ttlSecondsAfterFinished");
    expect(podOf().spec.restartPolicy).toBe("Never");
  });

  it("gives the pod time for its script, the server's absence and a day", () => {
    const { spec } = podOf({ timeoutSeconds: 7 });
    expect(spec.activeDeadlineSeconds).toBe(7 + 100 + 24 * 3600);
  });

  it("keeps users' labels and annotations off the pod, and ours ours", () => {
    const labels = { app: "web", [LABELS.ledger]: "another" };
    const annotations = { note: "x", "oscar-console/x": "y" };
    const { job } = podOf({ labels, annotations });
    expect(job.metadata.labels).toMatchObject({ app: "web" });
    expect(job.metadata.labels[LABELS.ledger]).toBe("ledger0123");
    expect(job.metadata.annotations).toEqual({ note: "x" });
    const { metadata } = job.spec.template;
    expect(Object.keys(metadata?.labels ?? {})).toEqual([
      LABELS.ledger,
      LABELS.job,
      LABELS.attempt,
      LABELS.functionUid,
      LABELS.function,
    ]);
    expect(metadata).not.toHaveProperty("annotations");
  });

  it("holds no script, no secret and no token", () => {
    const secrets = { TOKEN: "hunter2" };
    const registryAuth = {
      server: "registry.example",
      username: "me",
      password: "hunter3",
    };
    const { job } = podOf({ secrets, registryAuth });
    const text = JSON.stringify(job);
    for (const hidden of ["hunter", "the-script", "c2NyaXB0"])
      expect(text).not.toContain(hidden);
  });

  it("is allowed nothing that a script does not need", () => {
    const { spec, main, fetch, upload } = podOf();
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    });
    for (const { securityContext } of [fetch, main, upload])
      expect(securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
      });
    for (const { securityContext } of [fetch, upload])
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        readOnlyRootFilesystem: true,
      });
  });

  it("shows the attempt's token to our containers alone", () => {
    const { spec, fetch, main, upload } = podOf();
    const names = (mounts: { name: string }[] = []) =>
      mounts.map(({ name }) => name);
    expect(names(main.volumeMounts)).toEqual(["scratch", "function"]);
    expect(names(fetch.volumeMounts)).toEqual(["scratch", "attempt"]);
    expect(names(upload.volumeMounts)).toEqual(["scratch", "attempt"]);
    const script = spec.volumes?.find(({ name }) => name === "function");
    expect(script?.secret?.items).toEqual([{ key: "script", path: "script" }]);
  });

  it("pulls with the function's own Secret where it has a login", () => {
    const registryAuth = { server: "r.example", username: "me", password: "x" };
    expect(podOf().spec).not.toHaveProperty("imagePullSecrets");
    expect(podOf({ registryAuth }).spec.imagePullSecrets).toEqual([
      { name: "oscar-fn-3f0c1c1e-0000-4000-8000-000000000000-pull" },
    ]);
  });

  it("has the resources and the nodes that the function asks for", () => {
    const requests = { cpu: "1", memory: undefined };
    const limits = { memory: "2Gi" };
    const nodeSelector = { gpu: "yes" };
    const { spec, main } = podOf({ requests, limits, nodeSelector });
    const resources = { requests: { cpu: "1" }, limits: { memory: "2Gi" } };
    expect(main.resources).toEqual(resources);
    expect(spec.nodeSelector).toEqual(nodeSelector);
    expect(podOf().main.resources).toEqual({});
  });
});

describe("the script's environment in a pod", () => {
  it("is told literally: Kubernetes would replace $(NAME)", () => {
    const environment = { A: "$(B) $$ $", B: "x" };
    const { main } = podOf({ environment });
    expect(valueOf(main.env, "A")?.value).toBe("$$(B) $$$$ $$");
    expect(main.command?.[2]).toContain("[ $$$$ -eq 1 ]");
  });

  it("has names that a function cannot override, each once", () => {
    const reserved = RESERVED_VARIABLES.map((name) => [name, "mine"]);
    const mine = Object.fromEntries(reserved) as Record<string, string>;
    const { main } = podOf({ environment: mine, secrets: mine });
    for (const name of RESERVED_VARIABLES)
      expect(valueOf(main.env, name)?.value).not.toBe("mine");
    expect(valueOf(main.env, "INPUT_FILE_PATH")?.value).toBe(
      "/oscar/scratch/in/some file.txt",
    );
  });

  it("takes secrets from the generation's Secret, over the plain variables", () => {
    const environment = { TOKEN: "plain" };
    const { main } = podOf({ environment, secrets: { TOKEN: "hunter2" } });
    expect(valueOf(main.env, "TOKEN")).toEqual({
      name: "TOKEN",
      valueFrom: {
        secretKeyRef: {
          name: scriptNameOf(attemptOf()),
          key: "secret.TOKEN",
        },
      },
    });
  });

  it("runs the interpreter of the script's first line with its argument", () => {
    const { main } = podOf({
      script: "#!/usr/bin/env python3 -u\n",
      timeoutSeconds: 9,
    });
    expect(main.args).toEqual([
      "9",
      "10",
      "/usr/bin/env",
      "python3 -u",
      "/oscar/function/script",
    ]);
  });
});

describe("the Secrets", () => {
  const settings = { ...SETTINGS, tokenKey: "key" };

  it("keep a secret named like the script apart from it", () => {
    const secret = scriptSecret(
      attemptOf({ secrets: { script: "x" } }),
      SETTINGS,
    );
    const stringData = { script: "echo the-script", "secret.script": "x" };
    expect(secret).toMatchObject({ immutable: true, stringData });
  });

  it("have a token that is this attempt's and this ledger's alone", () => {
    const { jobId } = attemptOf();
    const tokens = [
      attemptToken("key", { jobId, attempt: 2 }),
      attemptToken("key", { jobId, attempt: 1 }),
      attemptToken("key", { jobId: `${jobId}0`, attempt: 2 }),
      attemptToken("another key", { jobId, attempt: 2 }),
    ];
    expect(new Set(tokens).size).toBe(4);
    const secret = tokenSecret(attemptOf(), settings);
    expect(secret.stringData?.["token"]).toBe(tokens[0]);
  });

  it("hold the certificate authority that pods shall trust", () => {
    const extraCa = "-----BEGIN CERTIFICATE-----";
    const secret = tokenSecret(attemptOf(), { ...settings, extraCa });
    expect(secret.stringData).toMatchObject({ "ca.crt": extraCa });
    const job = jobManifest(attemptOf(), { ...SETTINGS, extraCa });
    const variables = job.spec.template.spec?.containers[0]?.env;
    expect(valueOf(variables, "NODE_EXTRA_CA_CERTS")?.value).toBe(
      "/oscar/attempt/ca.crt",
    );
  });

  it.each([
    ["registry.example:5000", ["registry.example:5000"]],
    ["docker.io", ["https://index.docker.io/v1/", "docker.io"]],
    [
      "https://index.docker.io/v1/",
      ["https://index.docker.io/v1/", "docker.io"],
    ],
  ])("log in to %s as kubelets look for it", (server, keys) => {
    const registryAuth = { server, username: "me", password: "p" };
    const secret = pullSecret(attemptOf({ registryAuth }), SETTINGS);
    const { auths } = JSON.parse(
      secret?.stringData?.[".dockerconfigjson"] ?? "{}",
    ) as { auths: Record<string, { auth: string }> };
    expect(Object.keys(auths)).toEqual(keys);
    for (const { auth } of Object.values(auths))
      expect(Buffer.from(auth, "base64").toString()).toBe("me:p");
    expect(pullSecret(attemptOf(), SETTINGS)).toBeUndefined();
  });
});

it("an id that no name can hold becomes a digest", () => {
  expect(nameSafe("abc-1")).toBe("abc-1");
  for (const id of ["A", "a_b", "-a", "a-", "", "a".repeat(37)])
    expect(nameSafe(id)).toMatch(/^[0-9a-f]{32}$/);
});
