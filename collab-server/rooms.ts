/** The rooms that someone is in. A room that nobody has opened costs nothing here. */
import type { RoomId } from "#protocol/ids";
import type { Channel } from "./channel.ts";
import { LiveRoom, type RoomParts } from "./room.ts";

export class Rooms {
  readonly #parts: RoomParts;
  readonly #rooms = new Map<RoomId, LiveRoom>();

  constructor(parts: RoomParts) {
    this.#parts = {
      ...parts,
      onRunEnded: (reason) => {
        parts.onRunEnded(reason);
        // A run may outlive the last channel; with it, the room goes too.
        for (const room of this.#rooms.values()) this.#forgetIfEmpty(room);
      },
    };
  }

  get(room: RoomId): LiveRoom | undefined {
    return this.#rooms.get(room);
  }

  join(channel: Channel, calls: boolean): LiveRoom {
    let room = this.#rooms.get(channel.room);
    if (room === undefined) {
      room = new LiveRoom(channel.room, calls, this.#parts);
      this.#rooms.set(channel.room, room);
    }
    room.channels.add(channel);
    return room;
  }

  leave(channel: Channel): void {
    const room = this.#rooms.get(channel.room);
    if (!room?.channels.delete(channel)) return;
    room.pageRuns.left(channel);
    this.#forgetIfEmpty(room);
  }

  get size(): number {
    return this.#rooms.size;
  }

  dispose(): void {
    for (const room of this.#rooms.values()) room.runs.dispose();
  }

  #forgetIfEmpty(room: LiveRoom): void {
    if (room.channels.size === 0 && room.runs.active === 0) this.#rooms.delete(room.id);
  }
}
