/** One room's board on this page: made when it is first shown, and kept while other panels are. */
import { createTLStore, type TLStore } from "tldraw";
import type { OpenDocument, RoomClient } from "../room/contract.ts";
import { keepSourcesOwn, roomAssetStore } from "./board-assets.ts";
import { type BoardBinding, bindBoard } from "./board-binding.ts";
import { boardSchema } from "./board-schema.ts";
import { keepUndoOwn } from "./board-undo.ts";
import { RecordStore } from "./record-store.ts";

export interface BoardSession {
  readonly document: OpenDocument;
  readonly records: RecordStore;
  /** Keeps camera, page and selection while the board is not shown. */
  readonly store: TLStore;
  readonly binding: BoardBinding;
  /** Whether this person may draw now. */
  canWrite: boolean;
}

/** A session lives as long as its room's client: it listens to the client's document and to nothing else. */
const sessions = new WeakMap<RoomClient, BoardSession>();

export function boardSession(client: RoomClient): BoardSession {
  const known = sessions.get(client);
  if (known) return known;
  const document = client.openBoard();
  const records = new RecordStore(document.doc);
  const store = createTLStore({ schema: boardSchema, assets: roomAssetStore(client.id) });
  keepSourcesOwn(store);
  const undo = keepUndoOwn(store);
  const binding = bindBoard({
    store,
    records,
    canWrite: () => session.canWrite,
    onRemote: (ids) => undo.touched(ids),
  });
  const session: BoardSession = { document, records, store, binding, canWrite: false };
  sessions.set(client, session);
  return session;
}
