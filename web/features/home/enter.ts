/** The first page's requests: enter a room, or end the login on this device. */
import type { EnteredBody, ErrorBody, Template } from "#protocol/http";

export type Entrance = { ok: true; body: EnteredBody } | { ok: false; code: string; message: string };

async function post(path: string, body: unknown): Promise<Entrance> {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return { ok: true, body: (await answer.json()) as EnteredBody };
    return { ok: false, ...((await answer.json()) as ErrorBody).error };
  } catch {
    return {
      ok: false,
      code: "offline",
      message: "The server could not be reached. Check your connection, try again.",
    };
  }
}

export interface RoomWish {
  name: string;
  template: Template;
  key?: string;
}

export const createRoom = (wish: RoomWish): Promise<Entrance> => post("/api/rooms", wish);
export const joinRoom = (code: string, name: string): Promise<Entrance> => post("/api/join", { code, name });

/** Ends the login on this device and shows the page anew, for someone else. */
export async function becomeSomeoneElse(): Promise<void> {
  await fetch("/api/session", { method: "DELETE" });
  location.reload();
}

/** A whole navigation: the room's page gets the nonce of its own request. */
export function goToRoom(id: string): void {
  location.assign(`/r/${id}`);
}
