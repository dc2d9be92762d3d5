/** Puts the board of an exported room onto a board on which nothing is. Its records are as foreign as any client's. */
import { isShape, type SerializedStore, type TLAsset, type TLRecord, type TLStoreSnapshot } from "tldraw";
import { isAssetPath } from "#protocol/board";
import type { RoomId } from "#protocol/ids";
import type { OpenDocument, RoomClient } from "../room/contract.ts";
import { DOCUMENT_FULL } from "../room/document-size.ts";
import { uploadAsset } from "./board-assets.ts";
import { boardSchema, readRecord } from "./board-schema.ts";
import { boardSession } from "./board-session.ts";
import type { ExportedBoard } from "./exported-board.ts";

const NOT_EMPTY = "Something is on this room's board already. Import it into a new room.";
const TYPES: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
};

/** Null once it is on the board, or why it is not, in a sentence. */
export async function putBoard(client: RoomClient, { snapshot, images }: ExportedBoard): Promise<string | null> {
  const read = readSnapshot(snapshot);
  if (!read.some(isShape)) return null;
  const { document, records } = boardSession(client);
  await synced(client, document);
  const isEmpty = () => [...records.entries()].every(([key]) => !key.startsWith("shape:"));
  if (!isEmpty()) return NOT_EMPTY;
  const ready: TLRecord[] = [];
  for (const record of read) {
    ready.push(record.typeName === "asset" ? await ownAsset(client.id, record, images) : record);
  }
  // Somebody may have begun to draw while the images went up.
  if (!isEmpty()) return NOT_EMPTY;
  if (!document.size.fits(JSON.stringify(ready).length)) return DOCUMENT_FULL;
  records.doc.transact(() => {
    for (const record of ready) records.set(record.id, record);
  }, "import");
  return null;
}

/** The records that can be shown: migrated, valid, and each shape within a page. */
export function readSnapshot(snapshot: unknown): TLRecord[] {
  const { document } = (snapshot ?? {}) as { document?: TLStoreSnapshot };
  if (typeof document?.store !== "object" || typeof document.schema !== "object") return [];
  const migrated = migrate(document);
  const records = new Map<string, TLRecord>();
  for (const [key, val] of Object.entries(migrated)) {
    const record = readRecord(key, val);
    if (record) records.set(key, record);
  }
  // A shape without its parent is nowhere; leaving it out may leave out those within it.
  for (let before = -1; before !== records.size; ) {
    before = records.size;
    for (const record of records.values()) {
      const there = isShape(record)
        ? records.has(record.parentId)
        : record.typeName !== "binding" || (records.has(record.fromId) && records.has(record.toId));
      if (!there) records.delete(record.id);
    }
  }
  return [...records.values()];
}

function migrate(document: TLStoreSnapshot): SerializedStore<TLRecord> {
  try {
    const result = boardSchema.migrateStoreSnapshot(document);
    return result.type === "success" ? result.value : {};
  } catch {
    return {};
  }
}

/** The asset with an address in this room; without one where its image is not in the export. */
async function ownAsset(room: RoomId, asset: TLAsset, images: ExportedBoard["images"]): Promise<TLAsset> {
  const { src } = asset.props;
  const name = src && isAssetPath(src) ? (src.split("/").at(-1) ?? "") : "";
  const image = images.get(name);
  const type = TYPES[image?.ending ?? ""];
  const none = asset.type === "bookmark" ? null : "";
  const own = image && type ? await uploadAsset(room, new File([image.bytes], name, { type })).catch(() => none) : none;
  return { ...asset, props: { ...asset.props, src: own } } as TLAsset;
}

async function synced(client: RoomClient, document: OpenDocument): Promise<void> {
  if (document.synced) return;
  await new Promise<void>((resolve) => {
    const stop = client.subscribeDocument(document, () => {
      if (!document.synced) return;
      stop();
      resolve();
    });
  });
}
