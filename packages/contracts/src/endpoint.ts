import { z } from "zod";
import type { ErrorCode } from "./errors.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Marks an answer that is bytes or text rather than JSON. */
export const raw = z.custom<Response>().meta({ id: "Raw" });

/** One row of the table that server, client and OpenAPI document are made of. */
export interface Endpoint {
  method: Method;
  /** Parameters in braces: `/api/functions/{name}`. */
  path: string;
  summary: string;
  /** Needs no session. */
  public?: boolean;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body is bytes and is streamed. */
  rawBody?: boolean;
  /** The content type of a `raw` answer; none where it depends on what is asked for. */
  rawType?: string;
  /** Answers by status; `z.undefined()` is an empty body, `raw` is not JSON. */
  success: Record<number, z.ZodType>;
  /** Codes beyond those that every endpoint may answer with. */
  errors?: ErrorCode[];
}

/** Keeps the literal types of a row. */
export function endpoint<const E extends Endpoint>(row: E): E {
  return row;
}

type Input<T> = T extends z.ZodType ? z.input<T> : undefined;
type Output<T> = T extends z.ZodType ? z.output<T> : undefined;
type Field<E, K extends string> = E extends Record<K, infer T> ? T : undefined;

/** What a caller of the endpoint passes. Fields that the row does not have are absent. */
export type RequestOf<E extends Endpoint> = OptionalWhenEmpty<{
  params: Input<Field<E, "params">>;
  query: Input<Field<E, "query">>;
  body: E extends { rawBody: true } ? BodyInit : Input<Field<E, "body">>;
}>;

type OptionalWhenEmpty<T> = {
  [
    K in keyof T as undefined extends T[K]
      ? never
      : object extends T[K]
        ? never
        : K
  ]: T[K];
} & {
  [
    K in keyof T as undefined extends T[K]
      ? never
      : object extends T[K]
        ? K
        : never
  ]?: T[K];
};

/** What the endpoint's handler receives, parsed and with defaults filled in. */
export interface ParsedRequestOf<E extends Endpoint> {
  params: Output<Field<E, "params">>;
  query: Output<Field<E, "query">>;
  body: E extends { rawBody: true } ? undefined : Output<Field<E, "body">>;
}

/** What a call of the endpoint resolves to: the body of any of its successes. */
export type ResponseOf<E extends Endpoint> = z.output<
  E["success"][keyof E["success"] & number]
>;
