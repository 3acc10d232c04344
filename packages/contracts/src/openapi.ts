import { z } from "zod";
import { type Endpoint, raw } from "./endpoint.ts";
import { endpoints } from "./endpoints.ts";
import { type ErrorCode, Problem } from "./errors.ts";

type Json = Record<string, unknown>;

export interface OpenApiOptions {
  version: string;
  /** The server's HTTP status of each error. */
  statusOf: Record<ErrorCode, number>;
}

const PROBLEM_REF = { $ref: "#/components/schemas/Problem" };

/** The description of the API in OpenAPI 3.1, made from the table of endpoints alone. */
export function openApiDocument(options: OpenApiOptions): Json {
  const paths: Record<string, Json> = {};
  for (const [name, row] of Object.entries<Endpoint>(endpoints)) {
    const path = (paths[row.path] ??= {});
    path[row.method.toLowerCase()] = operationOf(name, row, options);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "OSCAR Console",
      version: options.version,
      description:
        "Errors are answered with a Problem. An object's key travels as the query parameter `key`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, "output") },
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "oscar_session",
          description: "Over https the cookie is named __Host-oscar_session.",
        },
        basic: { type: "http", scheme: "basic" },
      },
    },
    security: [{ session: [] }, { basic: [] }],
  };
}

function operationOf(
  name: string,
  row: Endpoint,
  options: OpenApiOptions,
): Json {
  const parameters = [
    ...parametersOf(row.params, "path"),
    ...parametersOf(row.query, "query"),
  ];
  const body = bodyOf(row);
  return {
    operationId: name,
    summary: row.summary,
    ...(row.public ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { ...successes(row), ...errors(row, options) },
  };
}

function bodyOf(row: Endpoint): Json | undefined {
  if (row.rawBody)
    return { required: true, content: { "application/octet-stream": {} } };
  if (!row.body) return undefined;
  const schema = schemaOf(row.body, "input");
  return {
    // No body at all is taken for an empty object.
    required: !row.body.safeParse({}).success,
    content: { "application/json": { schema } },
  };
}

function parametersOf(schema: z.ZodType | undefined, place: string): Json[] {
  if (!schema) return [];
  const { properties = {} } = schemaOf(schema, "output") as {
    properties?: Record<string, Json>;
  };
  // A parameter with a default is there for the server, and not asked of the caller.
  const { required = [] } = schemaOf(schema, "input") as {
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function successes(row: Endpoint): Json {
  const answers = Object.entries(row.success).map(([status, schema]) => {
    // What has not changed is not sent again.
    const isEmpty = status === "304";
    const content = isEmpty ? undefined : contentOf(schema, row.rawType);
    const description = status === "202" ? "Goes on after the answer" : "Done";
    return [status, { description, ...(content ? { content } : {}) }];
  });
  return Object.fromEntries(answers) as Json;
}

function contentOf(schema: z.ZodType, rawType = "*/*"): Json | undefined {
  if (schema instanceof z.ZodUndefined) return undefined;
  if (schema === raw) return { [rawType]: {} };
  return { "application/json": { schema: schemaOf(schema, "output") } };
}

function errors(row: Endpoint, { statusOf }: OpenApiOptions): Json {
  const codesOf = new Map<number, ErrorCode[]>();
  for (const code of codesOfRow(row)) {
    const status = statusOf[code];
    codesOf.set(status, [...(codesOf.get(status) ?? []), code]);
  }
  const answers = [...codesOf].map(([status, codes]) => [
    String(status),
    {
      description: codes.join(", "),
      content: { "application/json": { schema: PROBLEM_REF } },
    },
  ]);
  return Object.fromEntries(answers) as Json;
}

/** The codes of a row, and those that every row of its kind may answer with. */
function codesOfRow(row: Endpoint): Set<ErrorCode> {
  const codes = new Set<ErrorCode>(row.errors);
  if (!row.public) {
    codes.add("unauthenticated");
    codes.add("wrong_credentials");
    codes.add("too_many_requests");
  }
  if (row.method !== "GET") codes.add("forbidden");
  if (row.params || row.query || row.body) codes.add("invalid_request");
  if (row.body) codes.add("payload_too_large");
  codes.add("request_timeout");
  codes.add("headers_too_large");
  codes.add("internal");
  codes.add("unavailable");
  return codes;
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io });
  return json;
}
