/**
 * Where this page stands towards the room's call. One a room, outside React, so that a call outlives the panel that
 * shows it; the session, and with it simple-peer, is loaded on joining.
 */
import type { RoomId } from "#protocol/ids";
import type { PersonBody, RoomClient } from "#web/features/room/contract";
import type { CallEnd, CallSession, CallView } from "./call-session.ts";
import { type CallSettings, readCallSettings, writeCallSettings } from "./call-settings.ts";
import { DeviceCheck } from "./device-check.ts";

export type CallPhase =
  /** `why`: how the last call ended, if that is worth a word. */
  | { kind: "out"; why: CallEnd | null }
  | { kind: "check"; check: DeviceCheck }
  | { kind: "joining" }
  | { kind: "in"; session: CallSession; view: CallView };

export interface CallRoom {
  client: RoomClient;
  person: PersonBody;
  online: boolean;
  /** Set while this person may not be in a call. */
  barred: Exclude<CallEnd, "left" | "elsewhere" | "full" | "failed"> | null;
}

export class CallStore {
  #room: RoomId;
  #now: CallRoom | null = null;
  #phase: CallPhase = { kind: "out", why: null };
  #settings = readCallSettings();
  #listeners = new Set<() => void>();
  #held = 0;
  #leaveJoining: (() => void) | null = null;

  constructor(room: RoomId) {
    this.#room = room;
  }

  get = (): CallPhase => this.#phase;
  settings = (): CallSettings => this.#settings;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A component that shows the call is on the page; when none is any more, the page has left the room. */
  hold(): () => void {
    this.#held++;
    return () => {
      this.#held--;
      // Not at once: a panel that moves is unmounted and mounted again within the same turn.
      setTimeout(() => {
        if (this.#held === 0) this.leave();
      });
    };
  }

  setRoom(room: CallRoom): void {
    this.#now = room;
    if (this.#phase.kind === "in") {
      if (room.barred) this.#phase.session.end(room.barred);
      else this.#phase.session.setClient(room.client, room.online);
    } else if (this.#phase.kind === "check" && room.barred) {
      this.#phase.check.dispose();
      this.#set({ kind: "out", why: room.barred });
    }
  }

  change(change: Partial<CallSettings>): void {
    this.#settings = { ...this.#settings, ...change };
    writeCallSettings(this.#settings);
    if (this.#phase.kind === "in") this.#phase.session.setSettings(this.#settings);
    this.#publish();
  }

  check(): void {
    if (this.#phase.kind !== "out") return;
    const check = new DeviceCheck();
    this.#set({ kind: "check", check });
    check.start(this.#settings.microphone);
  }

  cancel(): void {
    if (this.#phase.kind !== "check") return;
    this.#phase.check.dispose();
    this.#set({ kind: "out", why: null });
  }

  /** Joins with what the check has open. */
  async join(withCamera: boolean): Promise<void> {
    const room = this.#now;
    if (this.#phase.kind !== "check" || !room) return;
    const { check } = this.#phase;
    if (withCamera && check.get().camera.kind !== "on") {
      await check.openCamera(this.#settings.camera);
      if (check.get().camera.kind !== "on") return;
    }
    if (!withCamera) check.closeCamera();
    const tracks = check.take();
    const stop = () => {
      for (const track of [tracks.microphone, tracks.camera]) track?.stop();
    };
    const joining: CallPhase = { kind: "joining" };
    this.#set(joining);
    let loaded: typeof import("./call-session.ts");
    try {
      loaded = await import("./call-session.ts");
    } catch {
      stop();
      this.#set({ kind: "out", why: "failed" });
      return;
    }
    const waiting = () => this.get() === joining;
    const { person, client, barred } = this.#now ?? room;
    if (!waiting() || barred) {
      stop();
      if (waiting()) this.#set({ kind: "out", why: barred });
      return;
    }
    const session = new loaded.CallSession({
      room: this.#room,
      person,
      client,
      settings: this.#settings,
      ...tracks,
      onChange: () => {
        if (this.#phase.kind === "in") this.#set({ kind: "in", session, view: session.view });
      },
      onEnd: (why) => this.#set({ kind: "out", why: why === "left" ? null : why }),
    });
    this.#leaveJoining = () => session.end("left");
    try {
      await session.start();
      if (waiting()) this.#set({ kind: "in", session, view: session.view });
    } catch {
      // The session has freed its devices and said so through onEnd.
    } finally {
      this.#leaveJoining = null;
    }
  }

  leave(): void {
    if (this.#phase.kind === "in") this.#phase.session.end("left");
    else if (this.#phase.kind === "joining") {
      this.#set({ kind: "out", why: null });
      this.#leaveJoining?.();
    } else this.cancel();
  }

  dismiss(): void {
    if (this.#phase.kind === "out") this.#set({ kind: "out", why: null });
  }

  #set(phase: CallPhase): void {
    this.#phase = phase;
    this.#publish();
  }

  #publish(): void {
    for (const listener of this.#listeners) listener();
  }
}

const stores = new Map<RoomId, CallStore>();

export function callStore(room: RoomId): CallStore {
  let store = stores.get(room);
  if (!store) {
    store = new CallStore(room);
    stores.set(room, store);
  }
  return store;
}
