/** What a route refuses, and the one translator from whatever went wrong to an HTTP answer. */
import { ZodError } from "zod";
import type { ErrorBody } from "#protocol/http";
import { storageFailure } from "./storage-failure.ts";

/** A refusal with the sentence that a person reads. Thrown by anything under a route; `route` answers with it. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const notSignedIn = () => new Failure(401, "signed-out", "You are not signed in here. Enter your name first.");
export const noSuchRoom = () => new Failure(404, "no-room", "There is no such room. Check the link or the code.");
export const notAMember = () => new Failure(403, "not-a-member", "You are not in this room. Join it with its code.");
export const removedFromRoom = () =>
  new Failure(403, "removed", "You were removed from this room. Ask its owner to let you back in.");
export const roleForbids = () => new Failure(403, "forbidden", "Your role in this room does not allow that.");

/** Any failure as `{"error":{"code","message"}}`. What is not a Failure is a bug: logged, and answered with 500. */
export function failureResponse(error: unknown): Response {
  const failure = asFailure(error);
  const body: ErrorBody = { error: { code: failure.code, message: failure.message } };
  return Response.json(body, { status: failure.status, headers: { "Cache-Control": "no-store", ...failure.headers } });
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ZodError) {
    const issue = error.issues[0];
    return new Failure(400, "invalid", issue ? sentence(issue.path.join("."), issue.message) : "That is not valid.");
  }
  const failure = storageFailure(error);
  if (failure === "away") {
    return new Failure(503, "unavailable", "The server cannot do that right now. Nothing is lost; try again.");
  }
  if (failure === "full") {
    return new Failure(
      507,
      "disk-full",
      "The server’s disk is full. Nothing that was saved is lost; tell whoever runs it.",
    );
  }
  console.error(error);
  return new Failure(500, "fault", "Something went wrong on the server. Try again.");
}

/** Our own messages are sentences already; zod's own name no field. */
function sentence(path: string, message: string): string {
  return message.endsWith(".") || path === "" ? message : `${path}: ${message}`;
}
