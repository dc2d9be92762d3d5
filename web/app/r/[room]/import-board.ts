/** The board's part of an import. tldraw is fetched only for a zip that has a board. */
import type { RoomClient } from "#web/features/room/contract";

/** Null if there was no board, or it is on this room's now; otherwise why not, in a sentence. */
export async function importBoard(client: RoomClient, zip: Uint8Array): Promise<string | null> {
  const { readExportedBoard } = await import("#web/features/board/exported-board");
  const board = readExportedBoard(zip);
  if (!board) return null;
  const { putBoard } = await import("#web/features/board/board-import");
  return putBoard(client, board);
}
