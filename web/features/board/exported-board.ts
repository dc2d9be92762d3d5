/** What a room's own export holds of its board. */
import { type UnzipFileInfo, unzipSync } from "fflate";
import { MAX_ASSET, MAX_DOCUMENT } from "#protocol/limits";

export interface ExportedBoard {
  /** `board.json`, parsed and not yet looked at. */
  snapshot: unknown;
  /** Asset id → the image's bytes and the ending of its name. */
  images: Map<string, { bytes: Uint8Array<ArrayBuffer>; ending: string }>;
}

const ASSET = /^assets\/([\w-]+)\.([a-z]+)$/;

/** Null for anything but an export with a board that can be read. */
export function readExportedBoard(zip: Uint8Array): ExportedBoard | null {
  const wanted = ({ name, originalSize }: UnzipFileInfo) =>
    (ASSET.test(name) && originalSize <= MAX_ASSET) ||
    (["board.json", "room.json"].includes(name) && originalSize <= MAX_DOCUMENT);
  try {
    const entries = unzipSync(zip, { filter: wanted });
    if (!entries["room.json"] || !entries["board.json"]) return null;
    const images: ExportedBoard["images"] = new Map();
    for (const [name, bytes] of Object.entries(entries)) {
      const [, id, ending] = ASSET.exec(name) ?? [];
      if (id && ending) images.set(id, { bytes: new Uint8Array(bytes), ending });
    }
    return { snapshot: JSON.parse(new TextDecoder().decode(entries["board.json"])), images };
  } catch {
    return null;
  }
}
