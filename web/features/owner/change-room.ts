/** What an owner changes over HTTP. Every function answers with null, or the sentence that says why not. */
import type { Role } from "#protocol/access";
import type { ErrorBody } from "#protocol/http";
import type { PersonId, RoomId } from "#protocol/ids";

export function changeRoom(room: RoomId, change: { title?: string; locked?: boolean; calls?: boolean }) {
  return patch(`/api/rooms/${room}`, change);
}

export function changePerson(room: RoomId, person: PersonId, change: { role?: Role; removed?: boolean }) {
  return patch(`/api/rooms/${room}/people/${person}`, change);
}

async function patch(url: string, body: object): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      method: "PATCH",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return null;
    const { error } = (await answer.json()) as ErrorBody;
    return error.message;
  } catch {
    return "The server could not be reached. Try again.";
  }
}
