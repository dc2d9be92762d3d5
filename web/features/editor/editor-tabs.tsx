"use client";
/** The open files. A list of buttons with their close buttons; arrows walk, Delete and the middle button close. */
import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { FileId } from "#protocol/ids";
import { useCommand, useFiles, useWorkbench } from "#web/features/room/room";
import { nameIn } from "./tab-name.ts";

export function EditorTabs() {
  const files = useFiles();
  const { file, tabs, openFile, closeTab } = useWorkbench();
  const list = useRef<HTMLUListElement>(null);
  const paths = new Map(files.map(({ id, path }) => [id, path]));
  const open = tabs.flatMap((id) => {
    const path = paths.get(id);
    return path === undefined
      ? []
      : [
          {
            id,
            path,
            name: nameIn(
              path,
              [...tabs].flatMap((tab) => paths.get(tab) ?? []),
            ),
          },
        ];
  });

  const step = (by: number) => {
    const at = open.findIndex(({ id }) => id === file);
    const next = open[(at + by + open.length) % open.length];
    if (next) openFile(next.id);
  };
  useCommand({ id: "tab.next", label: "Next tab", group: "Files", run: () => step(1), disabled: open.length < 2 });
  useCommand({
    id: "tab.previous",
    label: "Previous tab",
    group: "Files",
    run: () => step(-1),
    disabled: open.length < 2,
  });
  useCommand({
    id: "tab.close",
    label: "Close the tab",
    keys: "Alt-w",
    bind: true,
    group: "Files",
    run: () => file && closeTab(file),
    disabled: file === null,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever tab is current is brought into view
  useEffect(() => {
    const tab = list.current?.querySelector("[aria-current]")?.closest("li");
    tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [file, open.length]);

  const keys = (event: KeyboardEvent, id: FileId, at: number) => {
    const buttons = list.current?.querySelectorAll<HTMLElement>("[data-tab]");
    const focus = (index: number) => buttons?.[(index + open.length) % open.length]?.focus();
    if (event.key === "ArrowRight") focus(at + 1);
    else if (event.key === "ArrowLeft") focus(at - 1);
    else if (event.key === "Home") focus(0);
    else if (event.key === "End") focus(-1);
    else if (event.key === "Delete") {
      closeTab(id);
      requestAnimationFrame(() =>
        list.current?.querySelectorAll<HTMLElement>("[data-tab]")[Math.max(0, at - 1)]?.focus(),
      );
    } else return;
    event.preventDefault();
  };

  return (
    <nav aria-label="Open files" className="min-w-0 flex-1 self-stretch overflow-x-auto [scrollbar-width:none]">
      <ul ref={list} className="flex h-full">
        {open.map(({ id, path, name }, at) => (
          <li
            key={id}
            className={`group flex h-full flex-none items-center border-r border-line ${
              id === file ? "bg-code-bg text-ink shadow-[inset_0_2px_var(--accent)]" : "text-ink-2 hover:bg-hover"
            }`}
            onAuxClick={(event) => event.button === 1 && closeTab(id)}
          >
            <button
              type="button"
              data-tab=""
              title={path}
              aria-current={id === file ? "page" : undefined}
              tabIndex={id === file ? 0 : -1}
              onClick={() => openFile(id)}
              onKeyDown={(event) => keys(event, id, at)}
              className="h-full max-w-48 truncate pr-1 pl-3.5 focus-visible:-outline-offset-2"
            >
              {name}
            </button>
            <button
              type="button"
              tabIndex={-1}
              aria-label={`Close ${path}`}
              onClick={() => closeTab(id)}
              className={`mr-1.5 flex size-6 items-center justify-center rounded-sm hover:bg-active focus-visible:opacity-100 group-hover:opacity-100 ${
                id === file ? "" : "opacity-0"
              }`}
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
