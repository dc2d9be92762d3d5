/** One document of the room as this page has it, on the room's socket. A refused one is ended and another made. */
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { type DocumentKind, documentId } from "#protocol/documents";
import type { RoomId } from "#protocol/ids";
import type { OpenDocument } from "./contract.ts";
import { DocumentSize } from "./document-size.ts";
import { DocumentProvider, type RoomSocket } from "./socket.ts";
import { UnsavedChanges } from "./unsaved.ts";

/** What a replica tells the room. */
export interface ReplicaEvents {
  ticket(): Promise<string>;
  refusedEntry(): void;
  receive(kind: DocumentKind, payload: string): void;
  /** Each time it is in sync, after those who subscribed to it. */
  synced(kind: DocumentKind): void;
  unsavedChanged(): void;
  sizeChanged(): void;
  peopleChanged(): void;
}

export class Replica {
  readonly open: OpenDocument;
  readonly unsaved: UnsavedChanges;
  readonly size: DocumentSize;
  readonly listeners = new Set<() => void>();
  readonly #provider: DocumentProvider;
  readonly #peopleChanged: () => void;

  constructor(room: RoomId, kind: DocumentKind, socket: RoomSocket, events: ReplicaEvents) {
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    // A state at its first clock, 0, is not taken by others: only from the second on is this page seen.
    awareness.setLocalState(firstState(kind));
    this.size = new DocumentSize(doc, () => events.sizeChanged());
    this.open = { doc, awareness, synced: false, size: this.size };
    this.unsaved = new UnsavedChanges(doc, () => events.unsavedChanged());
    this.#provider = new DocumentProvider({
      name: documentId(room, kind),
      document: doc,
      awareness,
      websocketProvider: socket,
      token: () => events.ticket(),
      onAuthenticationFailed: () => events.refusedEntry(),
      onStateless: ({ payload }) => events.receive(kind, payload),
      onSynced: () => {
        this.open.synced = true;
        for (const listener of [...this.listeners]) listener();
        events.synced(kind);
      },
    });
    this.#peopleChanged = () => events.peopleChanged();
    awareness.on("change", this.#peopleChanged);
  }

  /** Takes part in the socket; whoever wants to hear of the first sync has subscribed by now. */
  attach(): void {
    this.#provider.attach();
  }

  send(message: string): void {
    this.#provider.sendStateless(message);
  }

  dispose(): void {
    this.unsaved.dispose();
    this.size.dispose();
    this.open.awareness.off("change", this.#peopleChanged);
    this.#provider.destroy();
    this.open.doc.destroy();
  }
}

/** What awareness says of a page that has just come. */
export function firstState(kind: DocumentKind): Record<string, unknown> {
  return kind === "code" ? { view: { panel: "code" } } : {};
}
