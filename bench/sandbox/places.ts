/** Where people meet and run programs: Pairlab, and the stock server with a plain runner behind it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { ROOT } from "../../bin/launch.mjs";
import type { App } from "../app.ts";
import { createRoom, joinRoom, type Member } from "../rooms.ts";
import { RoomClient } from "./room-client.ts";

export interface Place {
  name: string;
  /** Somebody enters a room; whoever comes first makes it. */
  enter(room: string, person: string): Promise<RoomClient>;
  dispose(): Promise<void>;
}

/** The app is its owner's to end. */
export function pairlabPlace(app: App): Place {
  const owners = new Map<string, Member>();
  return {
    name: "Pairlab",
    async enter(room, person) {
      const owner = owners.get(room);
      const member = owner ? await joinRoom(app, owner.joinCode, person) : await createRoom(app, person);
      if (!owner) owners.set(room, member);
      return RoomClient.enter({
        url: `ws://127.0.0.1:${app.port}/collab`,
        document: `room/${member.roomId}/code`,
        token: member.ticket,
      });
    },
    async dispose() {},
  };
}

export async function plainPlace(runner: "vm" | "process" | "quickjs", name: string): Promise<Place> {
  const child: ChildProcess = spawn(process.execPath, ["bench/peers/runner.ts", runner], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return {
    name,
    enter: (room) => RoomClient.enter({ url: `ws://127.0.0.1:${port}`, document: room, token: async () => "anyone" }),
    async dispose() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}
