/** One room's board on this page: made when it is first shown, and kept while other panels are. */
import { createTLStore, type TLStore } from "tldraw";
import { notify } from "../room/announce.ts";
import type { OpenDocument, RoomClient } from "../room/contract.ts";
import { DOCUMENT_FULL } from "../room/document-size.ts";
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

/** A session lives as long as its document, which may outlive the room's client: it listens to nothing else. */
const sessions = new WeakMap<OpenDocument, BoardSession>();

export function boardSession(client: RoomClient): BoardSession {
  const document = client.openBoard();
  const known = sessions.get(document);
  if (known) return known;
  const records = new RecordStore(document.doc);
  const store = createTLStore({ schema: boardSchema, assets: roomAssetStore(client.id) });
  keepSourcesOwn(store);
  const undo = keepUndoOwn(store);
  const binding = bindBoard({
    store,
    records,
    canWrite: () => session.canWrite,
    fits: (bytes) => document.size.fits(bytes),
    onFull: () => notify(DOCUMENT_FULL, { kind: "bad", id: "board-full" }),
    onRemote: (ids) => undo.touched(ids),
  });
  const session: BoardSession = { document, records, store, binding, canWrite: false };
  sessions.set(document, session);
  return session;
}
