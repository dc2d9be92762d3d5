"use client";
import { useFiles, useWorkbench } from "#web/features/room/room";

/** The room's files; a press opens one. */
export function FileTree() {
  const files = useFiles();
  const { file, openFile } = useWorkbench();
  return (
    <div role="tree" aria-label="Files" className="flex flex-col p-2">
      {files.map(({ id, path }) => (
        <div
          key={id}
          role="treeitem"
          aria-selected={id === file}
          tabIndex={0}
          onClick={() => openFile(id)}
          onKeyDown={(event) => event.key === "Enter" && openFile(id)}
          className="flex h-7 items-center rounded-md px-2 aria-selected:bg-active"
        >
          {path}
        </div>
      ))}
    </div>
  );
}
