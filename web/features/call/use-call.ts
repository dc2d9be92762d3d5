"use client";
/** The call as components see it. */
import { useEffect, useSyncExternalStore } from "react";
import { useCan, useConnection, usePeople, useRoomClient, useRoomPage } from "#web/features/room/room";
import type { CallSettings } from "./call-settings.ts";
import { type CallPhase, type CallRoom, type CallStore, callStore } from "./call-store.ts";

const OUT: CallPhase = { kind: "out", why: null };

/** Follows the room for the store while mounted, and keeps the call going. */
export function useCall(): { store: CallStore; phase: CallPhase; settings: CallSettings; barred: CallRoom["barred"] } {
  const client = useRoomClient();
  const { room, person } = useRoomPage();
  const allowed = useCan("call.join");
  const connection = useConnection().kind;
  const store = callStore(room.id);
  const phase = useSyncExternalStore(store.subscribe, store.get, () => OUT);
  const settings = useSyncExternalStore(store.subscribe, store.settings, store.settings);
  const barred = connection === "removed" ? "removed" : !allowed ? "role" : !room.calls ? "calls-off" : null;
  const online = connection !== "offline" && connection !== "connecting" && connection !== "removed";
  const { id, name, color, role } = person;
  useEffect(() => {
    store.setRoom({ client, person: { id, name, color, role }, online, barred });
  }, [store, client, id, name, color, role, online, barred]);
  useEffect(() => store.hold(), [store]);
  return { store, phase, settings, barred };
}

export interface Caller {
  id: string;
  name: string;
  color: string;
  self: boolean;
}

/** Who is in the call, as presence shows it: without any part of the call loaded. */
export function useCallers(): Caller[] {
  return usePeople()
    .filter(({ connections }) => connections.some(({ state }) => state.call?.in))
    .map(({ person, self }) => ({ id: person.id, name: person.name, color: person.color, self }));
}
