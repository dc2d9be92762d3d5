"use client";
import { type ReactNode, useRef } from "react";
import { notify, useCan, useCommand, useRoomPage } from "#web/features/room/room";
import { exportRoom, importFiles } from "./transfer.ts";

export interface Transfer {
  exportRoom(): void;
  /** Opens the file chooser. Null where this person may not. */
  importFiles: (() => void) | null;
  /** Must be rendered once. */
  input: ReactNode;
}

/** Export and import as commands, and for a menu. */
export function useTransfer(): Transfer {
  const { room } = useRoomPage();
  const imports = useCan("room.import");
  const chooser = useRef<HTMLInputElement>(null);
  const take = async (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length === 0) return;
    notify(files.length === 1 ? `Importing ${files[0]?.name}…` : `Importing ${files.length} files…`, { id: "import" });
    const fault = await importFiles(room.id, files);
    notify(fault ?? "Imported. Files with a name that was taken got a number.", {
      id: "import",
      kind: fault ? "bad" : "ok",
    });
    if (chooser.current) chooser.current.value = "";
  };
  const choose = () => chooser.current?.click();
  useCommand({ id: "export", label: "Export the room as a zip", group: "Room", run: () => exportRoom(room.id) });
  useCommand({ id: "import", label: "Import files or a zip", group: "Files", disabled: !imports, run: choose });
  return {
    exportRoom: () => exportRoom(room.id),
    importFiles: imports ? choose : null,
    input: (
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        onChange={(event) => void take(event.currentTarget.files)}
      />
    ),
  };
}
