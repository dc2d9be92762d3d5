"use client";
import { type ReactNode, useRef } from "react";
import type { RoomClient } from "#web/features/room/contract";
import { notify, useCan, useCommand, useRoomClient, useRoomPage } from "#web/features/room/room";
import { importWords } from "./import-words.ts";
import { exportRoom, importFiles } from "./transfer.ts";

/** Milliseconds for which one can read what was left out of an import. */
const TIME_TO_READ = 20_000;

export interface Transfer {
  exportRoom(): void;
  /** Open the chooser of files, or of a folder. Null where this person may not. */
  importFiles: (() => void) | null;
  importFolder: (() => void) | null;
  /** Must be rendered once. */
  input: ReactNode;
}

/** Puts the board of a room's export onto this room's; null, or why not. The page hands it in: it is another feature's. */
export type ImportBoard = (client: RoomClient, zip: Uint8Array) => Promise<string | null>;

/** Export and import as commands, and for a menu. */
export function useTransfer(importBoard: ImportBoard): Transfer {
  const { room } = useRoomPage();
  const client = useRoomClient();
  const imports = useCan("room.import");
  const chooser = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = async (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    input.value = "";
    if (files.length === 0) return;
    const id = "import";
    notify(files.length === 1 ? `Importing ${files[0]?.name}…` : `Importing ${files.length} files…`, { id });
    const result = await importFiles(room.id, files);
    if (!result.ok) return notify(result.why, { id, kind: "bad" });
    const why = await importBoard(client, result.zip).catch(() => "The board could not be read.");
    const skipped = why === null ? result.skipped : [...result.skipped, { path: "board.json", why }];
    const { text, ...words } = importWords(result.paths, skipped, result.hidden.length);
    notify(text, { id, ...words, ...(skipped.length > 0 ? { duration: TIME_TO_READ } : {}) });
  };
  const choose = () => chooser.current?.click();
  const chooseFolder = () => folder.current?.click();
  const disabled = !imports;
  useCommand({ id: "export", label: "Export the room as a zip", group: "Room", run: () => exportRoom(room.id) });
  useCommand({ id: "import", label: "Import files or a zip", group: "Files", disabled, run: choose });
  useCommand({ id: "import.folder", label: "Import a folder", group: "Files", disabled, run: chooseFolder });
  const each = { type: "file", multiple: true, hidden: true } as const;
  return {
    exportRoom: () => exportRoom(room.id),
    importFiles: imports ? choose : null,
    importFolder: imports ? chooseFolder : null,
    input: (
      <>
        <input
          {...each}
          ref={chooser}
          aria-label="Files to import"
          onChange={(event) => void take(event.currentTarget)}
        />
        <input
          {...each}
          {...{ webkitdirectory: "" }}
          ref={folder}
          aria-label="Folder to import"
          onChange={(event) => void take(event.currentTarget)}
        />
      </>
    ),
  };
}
