import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { createLog } from "./log.ts";

function recordingLog() {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { lines, log: createLog({ level: "debug", destination }) };
}

const SECRET = "s3cr3t-Value";
const PRESIGNED = `http://minio:9000/frames/a.png?X-Amz-Credential=${SECRET}&X-Amz-Signature=${SECRET}&x=1`;

describe("createLog", () => {
  test.each<[string, object]>([
    ["authorization", { headers: { authorization: `Basic ${SECRET}` } }],
    ["cookies", { headers: { cookie: `oscar_session=${SECRET}` } }],
    ["passwords", { body: { name: "admin", password: SECRET } }],
    ["secrets of a function", { definition: { secrets: { API: SECRET } } }],
    ["registryAuth", { registryAuth: { server: "q", username: SECRET } }],
    ["OSCAR_ADMIN_PASSWORD", { env: { OSCAR_ADMIN_PASSWORD: SECRET } }],
    ["keys of a store", { minio: { secretKey: SECRET, accessKey: SECRET } }],
    ["presigned URLs", { url: PRESIGNED }],
    ["URL objects", { url: new URL(PRESIGNED) }],
    ["addresses", { from: `https://me:${SECRET}@example.org/` }],
    ["Authorization in a text", { line: `Authorization: Bearer ${SECRET}` }],
    ["errors", { err: new Error(`GET ${PRESIGNED} failed`) }],
    [
      "causes and fields of errors",
      {
        err: new Error("no", {
          cause: Object.assign(new Error(PRESIGNED), { password: SECRET }),
        }),
      },
    ],
  ])("hides %s", (_what, facts) => {
    const { lines, log } = recordingLog();
    log.info(facts, "Something happened");
    log.child(facts).warn("Something happened to a child");
    expect(lines).toHaveLength(2);
    expect(lines.join("")).not.toContain(SECRET);
  });

  test("hides secrets in the message too", () => {
    const { lines, log } = recordingLog();
    log.info(PRESIGNED);
    log.info({}, `see ${PRESIGNED}`);
    expect(lines.join("")).not.toContain(SECRET);
  });

  test("keeps facts, the key of an object among them", () => {
    const { lines, log } = recordingLog();
    log
      .child({ part: "ingest" })
      .info({ bucket: "in", key: "a.mp4" }, "Queued");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "info",
      part: "ingest",
      bucket: "in",
      key: "a.mp4",
      msg: "Queued",
    });
  });

  test("keeps the stack, the code and the cause of an error", () => {
    const { lines, log } = recordingLog();
    const cause = Object.assign(new Error("disk"), { code: "EIO" });
    log.error({ err: new Error("broken", { cause }) }, "Failed");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      err: { message: "broken", cause: { message: "disk", code: "EIO" } },
    });
  });
});
