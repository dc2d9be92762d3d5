/** Makes rooms and tickets over Pairlab's own HTTP interface, as outside programs do. */
import type { App } from "./app.ts";

export interface Member {
  roomId: string;
  joinCode: string;
  cookie: string;
  ticket(): Promise<string>;
}

async function post(
  app: App,
  path: string,
  body: unknown,
  cookie = "",
): Promise<{ json: { ticket?: string; room?: { id: string; joinCode: string } }; cookie: string }> {
  const response = await fetch(`${app.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: app.url, ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const set = response.headers.getSetCookie().map((one) => one.split(";")[0]);
  return { json: await response.json(), cookie: set.join("; ") || cookie };
}

function member(app: App, entered: { json: { room?: { id: string; joinCode: string } }; cookie: string }): Member {
  const room = entered.json.room;
  if (!room) throw new Error("no room in the answer");
  return {
    roomId: room.id,
    joinCode: room.joinCode,
    cookie: entered.cookie,
    async ticket() {
      const { json } = await post(app, `/api/rooms/${room.id}/ticket`, {}, entered.cookie);
      if (!json.ticket) throw new Error("no ticket in the answer");
      return json.ticket;
    },
  };
}

export async function createRoom(app: App, name: string): Promise<Member> {
  return member(app, await post(app, "/api/rooms", { name }));
}

export async function joinRoom(app: App, code: string, name: string): Promise<Member> {
  return member(app, await post(app, "/api/join", { code, name }));
}
