/** What every route under /api has in common: origin check, failures as JSON, no caching, bodies with a limit. */
import type { z } from "zod";
import { requireOwnOrigin } from "./address.ts";
import { Failure, failureResponse } from "./failure.ts";

/** Bytes. The largest honest JSON body is a name, a title and a key. */
const MAX_JSON = 16 * 1024;

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

type Params = Record<string, string | string[]>;
type Handler<P extends Params> = (request: Request, params: P) => Promise<Response>;

export function route<P extends Params = Record<never, never>>(
  handler: Handler<P>,
): (request: Request, context: { params: Promise<P> }) => Promise<Response> {
  return async (request, context) => {
    try {
      if (!SAFE.has(request.method)) requireOwnOrigin(request.headers);
      return await handler(request, await context.params);
    } catch (error) {
      return failureResponse(error);
    }
  };
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  headers.set("Cache-Control", "no-store");
  return Response.json(body, { ...init, headers });
}

/** The body's bytes, at most `limit` of them: counted as they arrive, whatever Content-Length says. 413 beyond. */
export async function readBytes(request: Request, limit: number, tooLarge: string): Promise<Uint8Array<ArrayBuffer>> {
  const refuse = () => new Failure(413, "too-large", tooLarge);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw refuse();
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body) {
    for await (const chunk of request.body) {
      size += chunk.length;
      if (size > limit) throw refuse();
      chunks.push(chunk);
    }
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  limit = MAX_JSON,
): Promise<z.output<S>> {
  const bytes = await readBytes(request, limit, "That request is too large.");
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Failure(400, "malformed", "The request is not valid JSON.");
  }
  return schema.parse(body);
}
