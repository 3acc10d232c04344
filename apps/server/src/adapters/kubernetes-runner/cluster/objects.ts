import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { ClusterConnection } from "./connection.ts";
import { isStatus } from "./kubernetes-error.ts";

/** What every object has; times are RFC 3339. */
export interface ObjectMeta {
  name: string;
  uid?: string;
  resourceVersion?: string;
  labels?: Record<string, string>;
  creationTimestamp?: string;
  deletionTimestamp?: string;
}

export interface KubernetesObject {
  metadata: ObjectMeta;
}

export interface ObjectList<T> {
  metadata: { resourceVersion?: string; continue?: string };
  items: T[];
}

export interface Listing {
  labelSelector?: string;
  fieldSelector?: string;
  signal?: AbortSignal;
}

export interface WatchFrom extends Listing {
  resourceVersion: string;
  /** The server ends the watch after so long. */
  timeoutSeconds: number;
}

export interface LogRequest {
  pod: string;
  container: string;
  follow: boolean;
  /** RFC 3339; the server cuts it to seconds. */
  sinceTime?: string;
  signal: AbortSignal;
}

const GROUPS = {
  jobs: "/apis/batch/v1",
  pods: "/api/v1",
  secrets: "/api/v1",
  events: "/api/v1",
};
export type Kind = keyof typeof GROUPS;

const PAGE = 500;
const MAX_TAIL_BYTES = 16_384;
/** Names and labels alone: of Secrets nothing else shall move. */
const METADATA_ONLY =
  "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

/** The objects of one namespace. All methods throw KubernetesError. */
export class ClusterObjects {
  readonly namespace: string;
  readonly #connection: ClusterConnection;

  constructor(connection: ClusterConnection, namespace: string) {
    this.#connection = connection;
    this.namespace = namespace;
  }

  /** Undefined where there is no such object. */
  async get<T>(kind: Kind, name: string): Promise<T | undefined> {
    try {
      return await this.#connection.call<T>({ path: this.#path(kind, name) });
    } catch (error) {
      if (isStatus(error, 404)) return undefined;
      throw error;
    }
  }

  create(kind: Kind, body: object): Promise<KubernetesObject> {
    return this.#connection.call({
      method: "POST",
      path: this.#path(kind),
      body,
    });
  }

  replace(kind: Kind, name: string, body: object): Promise<KubernetesObject> {
    return this.#connection.call({
      method: "PUT",
      path: this.#path(kind, name),
      body,
    });
  }

  /** False where there was no such object. What an object owns goes after it. */
  async delete(
    kind: Kind,
    name: string,
    options: { uid?: string | undefined } = {},
  ): Promise<boolean> {
    const { uid } = options;
    try {
      await this.#connection.call({
        method: "DELETE",
        path: this.#path(kind, name),
        body: {
          propagationPolicy: "Background",
          ...(uid === undefined ? {} : { preconditions: { uid } }),
        },
      });
      return true;
    } catch (error) {
      // A conflict means that another object has the name by now.
      if (isStatus(error, 404, 409)) return false;
      throw error;
    }
  }

  /** All of them, page by page, and as of which version. */
  list<T>(kind: Kind, listing: Listing): Promise<ObjectList<T>> {
    return this.#listAll(kind, listing, "application/json");
  }

  /** The same without what is in them. */
  async listNames(kind: Kind, listing: Listing): Promise<ObjectMeta[]> {
    const list = await this.#listAll<KubernetesObject>(
      kind,
      listing,
      METADATA_ONLY,
    );
    return list.items.map((item) => item.metadata);
  }

  /** One JSON object a line, for as long as the server likes. */
  watch(kind: Kind, { signal, ...query }: WatchFrom): Promise<Readable> {
    return this.#connection.stream({
      path: this.#path(kind),
      query: { ...query, watch: true, allowWatchBookmarks: true },
      signal,
    });
  }

  /** A container's log, each line after its time. */
  log({ pod, signal, ...query }: LogRequest): Promise<Readable> {
    return this.#connection.stream({
      path: `${this.#path("pods", pod)}/log`,
      query: { ...query, timestamps: true },
      signal,
    });
  }

  /** The last lines of a container that has ended. */
  async logTail(pod: string, container: string, lines: number) {
    const stream = await this.#connection.stream({
      path: `${this.#path("pods", pod)}/log`,
      query: { container, tailLines: lines, limitBytes: MAX_TAIL_BYTES },
    });
    return text(stream);
  }

  /** Makes the namespace where it is missing and we may; false where it exists. */
  async createNamespace(body: object): Promise<boolean> {
    try {
      await this.#connection.call({
        method: "POST",
        path: "/api/v1/namespaces",
        body,
      });
      return true;
    } catch (error) {
      if (isStatus(error, 409)) return false;
      throw error;
    }
  }

  /** Asks whether we may do something in the namespace. */
  async isAllowed(right: {
    group: string;
    resource: string;
    verb: string;
  }): Promise<boolean> {
    const [resource, subresource] = right.resource.split("/");
    const { group, verb } = right;
    const { namespace } = this;
    const resourceAttributes = {
      namespace,
      group,
      resource,
      subresource,
      verb,
    };
    const answer = await this.#connection.call<{
      status?: { allowed: boolean };
    }>({
      method: "POST",
      path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      body: { spec: { resourceAttributes } },
    });
    return answer.status?.allowed ?? false;
  }

  async #listAll<T>(
    kind: Kind,
    { signal, ...query }: Listing,
    accept: string,
  ): Promise<ObjectList<T>> {
    const items: T[] = [];
    let metadata: ObjectList<T>["metadata"] = {};
    do {
      const page = await this.#connection.call<ObjectList<T>>({
        path: this.#path(kind),
        query: { ...query, limit: PAGE, continue: metadata.continue },
        accept,
        signal,
      });
      // A list of names that has none says null.
      items.push(...((page.items as T[] | null) ?? []));
      metadata = page.metadata;
    } while (metadata.continue);
    return { metadata, items };
  }

  #path(kind: Kind, name?: string): string {
    const collection = `${GROUPS[kind]}/namespaces/${this.namespace}/${kind}`;
    return name === undefined ? collection : `${collection}/${name}`;
  }
}
