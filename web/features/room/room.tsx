"use client";
/** The room as features see it: the provider, and every hook of `contract.ts`. */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type Action, can } from "#protocol/access";
import type { View } from "#protocol/awareness";
import type { DocumentKind } from "#protocol/documents";
import type { RoomPageBody } from "#protocol/http";
import type { FileId, PersonId } from "#protocol/ids";
import { Commands } from "./commands.ts";
import type { Command, ConnectionState, OpenDocument, Presence, RoomClient, Settings, Workbench } from "./contract.ts";
import type { Fullness } from "./document-size.ts";
import { LiveRoom } from "./live-room.ts";
import type { RecoveryCopy } from "./recovery.ts";
import { changeSettings, followSettings, settingsStore } from "./settings.ts";
import { useStore } from "./store.ts";
import type { TicketRefusal } from "./ticket.ts";
import { createWorkbench } from "./workbench.ts";

export { useNonce } from "#web/components/ui/nonce";
export { announce, notify } from "./announce.ts";
export { keysLabel } from "./keys.ts";

interface Rooms {
  live: LiveRoom;
  workbench: ReturnType<typeof createWorkbench>;
  commands: Commands;
}

const RoomContext = createContext<Rooms | null>(null);

export interface RoomProviderProps {
  page: RoomPageBody;
  /** Shown until the browser has made the live room: the page's first frame, from the server too. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Makes the live room when the page is shown and ends it when it goes. The server renders the fallback. */
export function RoomProvider({ page, fallback, children }: RoomProviderProps) {
  const [rooms, setRooms] = useState<Rooms | null>(null);
  const first = useRef(page);
  useEffect(() => {
    const live = new LiveRoom(first.current, collabUrl());
    const workbench = createWorkbench({
      room: first.current.room.id,
      files: live.files,
      show: (view) => live.client.get().setView(view),
    });
    const commands = new Commands();
    const press = (event: KeyboardEvent) => commands.press(event, settingsStore.get().singleKeys);
    const stopSettings = followSettings();
    window.addEventListener("keydown", press);
    live.open();
    setRooms({ live, workbench, commands });
    return () => {
      window.removeEventListener("keydown", press);
      stopSettings();
      workbench.dispose();
      live.dispose();
    };
  }, []);
  return rooms ? <RoomContext value={rooms}>{children}</RoomContext> : fallback;
}

function collabUrl(): string {
  const url = new URL("/collab", location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

function useRooms(): Rooms {
  const rooms = useContext(RoomContext);
  if (!rooms) throw new Error("This stands outside of a RoomProvider.");
  return rooms;
}

/** The live room. Another object once a refused replica has been replaced: key effects on it. */
export function useRoomClient(): RoomClient {
  return useStore(useRooms().live.client);
}

/** The room's facts, this person, and everyone who is a member. */
export function useRoomPage(): RoomPageBody & { refresh(): void } {
  const { live } = useRooms();
  return { ...useStore(live.page), refresh: live.refresh };
}

/** Whether this person may do that now. */
export function useCan(action: Action): boolean {
  const { page } = useRooms().live;
  return useSyncExternalStore(page.subscribe, () => can(page.get().person.role, action));
}

export function useConnection(): ConnectionState {
  return useStore(useRooms().live.connection);
}

/** Self first, then by name. A new list when someone comes, goes or changes place; never for a cursor. */
export function usePeople(): Presence[] {
  return useStore(useRooms().live.presence.people);
}

/** When a person who was here left (ms since the epoch), for as long as this page is open. */
export function useLeftAt(): (person: PersonId) => number | undefined {
  const { presence } = useRooms().live;
  return useCallback((person) => presence.left.get(person), [presence]);
}

/** Paths as shown, sorted. */
export function useFiles(): { id: FileId; path: string }[] {
  return useStore(useRooms().live.files);
}

export function useWorkbench(): Workbench {
  return useStore(useRooms().workbench);
}

/** Whom this page follows and what they look at, as it changes: for the panels that scroll along. */
export function useFollowedView(): View | undefined {
  const { live, workbench } = useRooms();
  const following = useSyncExternalStore(workbench.subscribe, () => workbench.get().following);
  const { awareness } = useStore(live.client).code;
  return useSyncExternalStore(
    useCallback(
      (listener) => {
        if (!following) return () => undefined;
        awareness.on("change", listener);
        return () => awareness.off("change", listener);
      },
      [awareness, following],
    ),
    () => (following ? live.viewOf(following) : undefined),
  );
}

export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  return [useStore(settingsStore), changeSettings];
}

/** Offers a command while mounted. `run` may be a new function each time; what is shown of it may change. */
export function useCommand(command: Command): void {
  const { commands } = useRooms();
  const latest = useRef(command);
  useEffect(() => {
    latest.current = command;
  });
  const { id, label, keys, bind, group, disabled } = command;
  useEffect(
    () =>
      commands.register({
        id,
        label,
        group,
        run: () => latest.current.run(),
        ...(keys === undefined ? {} : { keys }),
        ...(bind === undefined ? {} : { bind }),
        ...(disabled === undefined ? {} : { disabled }),
      }),
    [commands, id, label, keys, bind, group, disabled],
  );
}

export function useCommands(): Command[] {
  return useStore(useRooms().commands.list);
}

/** True once the document's first sync is complete. */
export function useDocumentSynced(document: OpenDocument): boolean {
  const client = useRoomClient();
  return useSyncExternalStore(
    useCallback((listener) => client.subscribeDocument(document, listener), [client, document]),
    () => document.synced,
  );
}

/** The text of a refused replica that is kept here, and what takes it away or replaces it. */
export function useRecovery(): [RecoveryCopy | null, (copy: RecoveryCopy | null) => void] {
  const { live } = useRooms();
  return [useStore(live.recovery), useCallback((copy) => live.keepRecovery(copy), [live])];
}

/** Why this person is no longer in the room; null while they are. */
export function useRemoval(): TicketRefusal | null {
  return useStore(useRooms().live.removal);
}

/** How full the code and the board are. */
export function useFullness(): Record<DocumentKind, Fullness> {
  return useStore(useRooms().live.fullness);
}

/** True once the server has been updated to a protocol that this page does not speak. */
export function useOutdated(): boolean {
  return useStore(useRooms().live.outdated);
}
