/** The rooms that someone is in. A room that nobody has opened costs nothing here. */
import type { RoomId } from "#protocol/ids";
import type { Channel } from "./channel.ts";
import { LiveRoom, type RoomParts } from "./room.ts";

export class Rooms {
  readonly #parts: RoomParts;
  readonly #rooms = new Map<RoomId, LiveRoom>();

  constructor(parts: Omit<RoomParts, "onTestsEnded">) {
    // A run may outlive the last channel; with it, the room goes too.
    const onTestsEnded = () => {
      for (const room of this.#rooms.values()) this.#forgetIfEmpty(room);
    };
    this.#parts = {
      ...parts,
      onTestsEnded,
      onRunEnded: (reason) => {
        parts.onRunEnded(reason);
        onTestsEnded();
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
    room.previews.close(channel);
    this.#forgetIfEmpty(room);
  }

  get size(): number {
    return this.#rooms.size;
  }

  dispose(): void {
    for (const room of this.#rooms.values()) {
      room.runs.dispose();
      room.tests.dispose();
    }
  }

  #forgetIfEmpty(room: LiveRoom): void {
    if (room.channels.size === 0 && room.runs.active === 0 && !room.tests.active) this.#rooms.delete(room.id);
  }
}
