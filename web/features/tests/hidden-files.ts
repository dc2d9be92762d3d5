/** A room's hidden tests over HTTP. Each function answers with what is there, or the sentence that says why not. */
import type { ErrorBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import type { HiddenTestBody } from "#protocol/tests";

export type Answer<T> = { ok: true; value: T } | { ok: false; why: string };

async function ask<T>(room: RoomId, method: string, body?: object): Promise<Answer<T>> {
  try {
    const answer = await fetch(`/api/rooms/${room}/hidden-tests`, {
      method,
      ...(body ? { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    if (answer.ok) return { ok: true, value: (await answer.json()) as T };
    return { ok: false, why: ((await answer.json()) as ErrorBody).error.message };
  } catch {
    return { ok: false, why: "The server could not be reached. Try again." };
  }
}

export const listHidden = (room: RoomId) => ask<{ tests: HiddenTestBody[] }>(room, "GET");
export const saveHidden = (room: RoomId, path: string, text: string) =>
  ask<{ test: HiddenTestBody }>(room, "PUT", { path, text });
export const removeHidden = (room: RoomId, path: string) => ask<{ removed: string }>(room, "DELETE", { path });
