import { once } from "node:events";
import { type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { KubeConfig } from "@kubernetes/client-node";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ClusterConnection } from "./connection.ts";
import { type FollowObjects, followObjects } from "./follow-objects.ts";
import { isStatus } from "./kubernetes-error.ts";
import { ClusterObjects, type KubernetesObject } from "./objects.ts";

/** Answers as a test wishes, and remembers what it was asked. */
type Answer = (response: ServerResponse, query: URLSearchParams) => void;

let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

async function objectsOf(answer: Answer): Promise<ClusterObjects> {
  const server = createServer((request, response) =>
    answer(response, new URL(request.url ?? "", "http://x").searchParams),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: "c", server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
    { name: "u" },
  );
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return new ClusterObjects(stack.use(new ClusterConnection(config)), "ns");
}

function list(resourceVersion: string, ...names: string[]): string {
  const items = names.map((name) => ({ metadata: { name } }));
  return JSON.stringify({ metadata: { resourceVersion }, items });
}

function event(type: string, name: string, resourceVersion: string): string {
  const metadata = { name, resourceVersion };
  return `${JSON.stringify({ type, object: { metadata } })}\n`;
}

/** Follows, and tells in order what was heard. */
async function follow(
  objects: ClusterObjects,
  options: Partial<FollowObjects<KubernetesObject>> = {},
) {
  const heard: string[] = [];
  const stop = new AbortController();
  const name = (item: KubernetesObject) => item.metadata.name;
  const ended = followObjects(objects, {
    kind: "pods",
    labelSelector: "a=b",
    signal: stop.signal,
    onState: (fault) => void (fault && heard.push("fault")),
    observer: {
      replaced: (items) => heard.push(`all ${items.map(name).join()}`),
      changed: (item) => heard.push(`+${name(item)}`),
      removed: (item) => heard.push(`-${name(item)}`),
    },
    ...options,
  });
  stack.defer(async () => {
    stop.abort();
    await ended;
  });
  return heard;
}

describe("following objects", () => {
  it("lists once, and goes on from where a broken watch was", async () => {
    const watches: string[] = [];
    const objects = await objectsOf((response, query) => {
      if (!query.get("watch")) return void response.end(list("10", "a"));
      const from = query.get("resourceVersion") ?? "";
      watches.push(from);
      if (watches.length === 1) {
        response.write(event("ADDED", "b", "11"));
        // The connection breaks in the middle of an event.
        response.write('{"type":"ADDED","obj', () => response.destroy());
      } else if (watches.length === 2)
        response.end(event("BOOKMARK", "", "20"));
      else response.write(event("DELETED", "a", "21"));
    });
    const heard = await follow(objects);
    await vi.waitFor(() => expect(heard).toContain("-a"));
    expect(heard).toEqual(["all a", "+b", "-a"]);
    expect(watches).toEqual(["10", "11", "20"]);
  });

  it.each([
    ["as an event", 200],
    ["as the answer", 410],
  ])(
    "lists anew where the server has forgotten, told %s",
    async (_, status) => {
      let lists = 0;
      const gone = { code: 410, reason: "Expired", message: "too old" };
      const objects = await objectsOf((response, query) => {
        if (!query.get("watch"))
          return void response.end(
            ++lists === 1 ? list("1", "a") : list("9", "b"),
          );
        if (query.get("resourceVersion") === "9")
          return void response.write(" ");
        response.writeHead(status);
        const told = status === 200 ? { type: "ERROR", object: gone } : gone;
        response.end(`${JSON.stringify(told)}\n`);
      });
      const heard = await follow(objects);
      await vi.waitFor(() => expect(heard).toEqual(["all a", "all b"]));
    },
  );

  it("does not trust a watch that says nothing", async () => {
    let watches = 0;
    const objects = await objectsOf((response, query) => {
      if (!query.get("watch")) return void response.end(list("1"));
      if (++watches === 1) response.write(event("ADDED", "a", "2"));
      else response.write(event("ADDED", "b", "3"));
    });
    const heard = await follow(objects, { watchSeconds: 0.1 });
    await vi.waitFor(() => expect(heard).toContain("+b"));
    expect(heard.slice(0, 3)).toEqual(["all ", "+a", "+b"]);
  });

  it("tells of a fault, and goes on when it is over", async () => {
    let isDown = true;
    const objects = await objectsOf((response, query) => {
      if (isDown) return void response.writeHead(503).end("<html>");
      response.write(query.get("watch") ? " " : list("1", "a"));
      if (!query.get("watch")) response.end();
    });
    const states: unknown[] = [];
    const heard = await follow(objects, {
      onState: (fault) => states.push(fault),
    });
    await vi.waitFor(() => expect(states).toHaveLength(1));
    expect(isStatus(states[0], 503)).toBe(true);
    isDown = false;
    await vi.waitFor(() => expect(states.at(-1)).toBeUndefined());
    expect(heard).toEqual(["all a"]);
  });

  it("lists page by page", async () => {
    const objects = await objectsOf((response, query) => {
      if (query.get("watch")) return void response.write(" ");
      if (query.get("continue") === "more")
        return void response.end(list("1", "b"));
      const metadata = { resourceVersion: "1", continue: "more" };
      const items = [{ metadata: { name: "a" } }];
      response.end(JSON.stringify({ metadata, items }));
    });
    const heard = await follow(objects);
    await vi.waitFor(() => expect(heard).toEqual(["all a,b"]));
  });
});
