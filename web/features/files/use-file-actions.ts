"use client";
/** What the tree and its menus do to files, with the words that follow. */
import { useMemo } from "react";
import type { FileId } from "#protocol/ids";
import { announce, notify, useRoomClient, useWorkbench } from "#web/features/room/room";
import { removeFiles, restoreFiles, textOf } from "./file-operations.ts";

/** What this page deleted itself: it needs no note that it is gone. */
export const removedHere = new Set<FileId>();

export function useFileActions() {
  const { doc } = useRoomClient().code;
  const { openFile } = useWorkbench();
  return useMemo(
    () => ({
      /** Deletes with a way back. `name`: what the person calls it, a file's or a folder's path. */
      remove(name: string, ids: readonly FileId[], open: FileId | null) {
        for (const id of ids) removedHere.add(id);
        const removed = removeFiles(doc, ids);
        if (removed.length === 0) return;
        const words = removed.length === 1 ? `Deleted ${name}` : `Deleted ${name} with ${removed.length} files`;
        announce(words);
        notify(words, {
          id: `deleted-${removed[0]?.id}`,
          action: {
            label: "Undo",
            run() {
              const back = restoreFiles(
                doc,
                removed.map(({ id }) => id),
              );
              for (const id of back) removedHere.delete(id);
              announce(`Restored ${name}`);
              const shown = back.find((id) => id === open);
              if (shown) openFile(shown);
            },
          },
        });
      },
      download(id: FileId, path: string) {
        const text = textOf(doc, id);
        if (!text) return;
        const url = URL.createObjectURL(new Blob([text.toString()], { type: "text/plain;charset=utf-8" }));
        const link = document.createElement("a");
        link.href = url;
        link.download = path.slice(path.lastIndexOf("/") + 1);
        link.click();
        // The browser reads it after this turn.
        setTimeout(() => URL.revokeObjectURL(url), 10_000);
      },
    }),
    [doc, openFile],
  );
}
