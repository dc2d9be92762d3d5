/**
 * What a feature sees of the room it stands in: types only. `features/room/room.tsx` provides it; every feature takes
 * it through the hooks named here and through nothing else, so that features never need one another.
 */
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Role } from "#protocol/access";
import type { AwarenessState, View } from "#protocol/awareness";
import type { PersonBody, RoomPageBody } from "#protocol/http";
import type { ConnectionId, FileId, PersonId, RoomId } from "#protocol/ids";
import type { ClientMessage, ServerMessage } from "#protocol/messages";
import type { DocumentSize } from "./document-size.ts";

/** The connection chip's states. `unsaved`: edits not yet durable on the server. */
export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "saved" }
  | { kind: "saving"; unsaved: number }
  /** Since when (ms since the epoch), how many changes are kept here, and what the server said when it closed. */
  | { kind: "offline"; since: number; unsaved: number; why?: string }
  /** Connected, but the server cannot write its log: edits are kept here. */
  | { kind: "not-saved"; unsaved: number }
  | { kind: "read-only" }
  /** Removed from the room, or the room is gone. Final. */
  | { kind: "removed" };

/** A person as the page shows them: one entry a person, however many tabs. */
export interface Presence {
  person: PersonBody;
  /** This page's own person. */
  self: boolean;
  /** `here`: a live connection; `left`: gone, when (ms since the epoch). */
  status: { kind: "here" } | { kind: "left"; at: number };
  /** Newest first. Empty if left. */
  connections: PresenceConnection[];
}
export interface PresenceConnection {
  id: ConnectionId;
  /** Yjs client ids under which this connection is seen, on the code document and the board. */
  clients: number[];
  state: AwarenessState;
}

export interface OpenDocument {
  doc: Y.Doc;
  awareness: Awareness;
  /** True once the first sync is complete. */
  synced: boolean;
  /** How full it is. Ask before writing much: what the server refuses costs the whole replica. */
  readonly size: DocumentSize;
}

/** The live room. One object for the life of the page's connection; a replaced replica makes a new one. */
export interface RoomClient {
  readonly id: RoomId;
  readonly code: OpenDocument;
  /** Opens the board on the same socket, once; call it when the board is first shown. */
  openBoard(): OpenDocument;
  subscribeDocument(document: OpenDocument, listener: () => void): () => void;
  /** False if there is no connection: nothing was queued. */
  send(message: ClientMessage): boolean;
  onMessage(listener: (message: ServerMessage) => void): () => void;
  /** Sets one awareness field of this page on the code document, e.g. `call` or parts of `view`. */
  setView(view: Partial<View>): void;
  setCall(call: AwarenessState["call"]): void;
  /** This page's own connection id, once connected. */
  readonly connection: ConnectionId | null;
}

export type Panel = "code" | "board" | "split" | "preview";

/** A place in the code, as output frames and chat name it. 1-based. */
export interface Place {
  path?: string;
  file?: FileId;
  line?: number;
  column?: number;
}

/** A command of the palette. The owner registers it while it is mounted. */
export interface Command {
  id: string;
  label: string;
  /** Keys as `Mod-Enter`, shown with ⌘ or Ctrl as the machine has it, and bound page-wide if `bind` is true. */
  keys?: string;
  bind?: boolean;
  group: "Run" | "Files" | "View" | "Room" | "Call" | "Help";
  run(): void;
  disabled?: boolean;
}

/** What features do to one another, by name, without an import. */
export interface Workbench {
  panel: Panel;
  setPanel(panel: Panel): void;
  /** The file in the editor, and the open tabs. */
  file: FileId | null;
  tabs: FileId[];
  openFile(file: FileId): void;
  closeTab(file: FileId): void;
  /** Opens a place; the editor scrolls to it, selects the line and takes the focus. */
  go(place: Place): void;
  onGo(listener: (place: Place & { file: FileId }) => void): () => void;
  /** The person followed, if any; any key or pointer press stops. */
  following: PersonId | null;
  follow(person: PersonId | null): void;
  /** Bottom panel's and right rail's current tabs (the rail is tabs below 1100 px). */
  bottom: string;
  setBottom(tab: string): void;
  rail: string;
  setRail(tab: string): void;
  /** Hears what is asked to be shown, also where it is chosen already; for a page that shows one part at a time. */
  onShow(listener: (shown: Shown) => void): () => void;
}

/** What one of `setPanel`, `setBottom` and `setRail` was called with. */
export type Shown = { part: "panel"; value: Panel } | { part: "bottom" | "rail"; value: string };

export interface Settings {
  theme: "light" | "dark" | "contrast" | "system";
  /** Pixels of the editor's font, 10 … 32. */
  fontSize: number;
  /** Single-letter shortcuts (`?`), which never fire in an editor. */
  singleKeys: boolean;
  /** Sound and motion follow the system; kept here when overridden. */
  reducedMotion: boolean;
}

/*
 * The hooks, all exported from "#web/features/room/room":
 *   useRoomClient(): RoomClient                       the live room
 *   useRoomPage(): RoomPageBody & { refresh(): void } the room's facts, this person, people; refreshed on room.changed
 *   useCan(action): boolean                           can(role, action) with the live role
 *   useConnection(): ConnectionState
 *   usePeople(): Presence[]                           self first, then by name; stable between changes
 *   useFiles(): { id: FileId; path: string }[]        shown paths, sorted; from the code document
 *   useWorkbench(): Workbench
 *   useSettings(): [Settings, (change: Partial<Settings>) => void]
 *   useCommand(command: Command): void                registers while mounted
 *   useCommands(): Command[]
 *   useDocumentSynced(document: OpenDocument): boolean
 *   useNonce(): string                                the page's CSP nonce
 *   keysLabel(keys: string): string                   "⌘↵" or "Ctrl+Enter"
 *   announce(text: string, how?: "polite" | "assertive"): void   the page's one live region
 *   notify(text: string, options?): void              a toast, with an optional undo action
 */
export type { PersonBody, Role, RoomPageBody };
