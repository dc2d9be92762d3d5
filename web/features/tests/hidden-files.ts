/** A room's hidden tests over HTTP. Each function answers with what is there, or the sentence that says why not. */
import type { ErrorBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import type { HiddenTestBody, TestResult } from "#protocol/tests";

/** `code`: `changed`, `gone` or `taken` where somebody else was faster. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: string; why: string };

async function ask<T>(
  room: RoomId,
  method: string,
  body?: object,
  more = "",
  signal?: AbortSignal,
): Promise<Answer<T>> {
  try {
    const answer = await fetch(`/api/rooms/${room}/hidden-tests${more}`, {
      method,
      ...(signal ? { signal } : {}),
      ...(body ? { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    if (answer.ok) return { ok: true, value: (await answer.json()) as T };
    const { code, message } = ((await answer.json()) as ErrorBody).error;
    return { ok: false, code, why: message };
  } catch {
    return { ok: false, code: "unreachable", why: "The server could not be reached. Try again." };
  }
}

export const listHidden = (room: RoomId) => ask<{ tests: HiddenTestBody[] }>(room, "GET");

export interface HiddenChange {
  path: string;
  text: string;
  /** `updatedAt` of the version that was changed; null for a new file. */
  base: number | null;
  /** The path it had. */
  from?: string;
}
export const saveHidden = (room: RoomId, change: HiddenChange) => ask<{ test: HiddenTestBody }>(room, "PUT", change);
export const removeHidden = (room: RoomId, path: string, base: number) =>
  ask<{ removed: string }>(room, "DELETE", { path, base });
/** Runs them on the room's files as they stand; nothing is kept, and nobody else sees it. */
export const tryHidden = (room: RoomId, path: string, text: string, signal: AbortSignal) =>
  ask<{ tests: TestResult[] }>(room, "POST", { path, text }, "/try", signal);
