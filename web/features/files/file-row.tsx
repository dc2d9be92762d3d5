"use client";
import { ChevronRight, Folder, FolderOpen, MoreHorizontal } from "lucide-react";
import { type DragEvent, type MouseEvent, memo } from "react";
import type { PersonBody } from "#protocol/http";
import { PEOPLE_COLORS } from "#protocol/people-colors";
import { FileIcon } from "./file-icon.tsx";
import type { TreeRow } from "./tree-rows.ts";

export interface RowHandlers {
  press(row: TreeRow): void;
  menu(row: TreeRow, at: { x: number; y: number }): void;
  drag(row: TreeRow, event: DragEvent): void;
  over(row: TreeRow, event: DragEvent): void;
  drop(row: TreeRow, event: DragEvent): void;
}

interface FileRowProps {
  row: TreeRow;
  id: string;
  focused: boolean;
  selected: boolean;
  target: boolean;
  writable: boolean;
  people: readonly PersonBody[];
  handlers: RowHandlers;
}

export function colorOf(person: { color: string }): string {
  const index = (PEOPLE_COLORS as readonly string[]).indexOf(person.color);
  return `var(--p${index + 1 || PEOPLE_COLORS.length})`;
}

/** One line of the tree. Drawn anew only when something of its own changes, so 200 files stay smooth. */
export const FileRow = memo(function FileRow(props: FileRowProps) {
  const { row, id, focused, selected, target, writable, people, handlers } = props;
  const here = people.map(({ name }) => name).join(", ");
  const context = (event: MouseEvent) => {
    event.preventDefault();
    handlers.menu(row, { x: event.clientX, y: event.clientY });
  };
  const more = (event: MouseEvent<HTMLElement>) => {
    event.stopPropagation();
    const box = event.currentTarget.getBoundingClientRect();
    handlers.menu(row, { x: box.left, y: box.bottom });
  };
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-selected={selected}
      aria-expanded={row.kind === "folder" ? row.open : undefined}
      aria-label={row.name}
      aria-description={here ? `${here} ${people.length === 1 ? "is" : "are"} here` : undefined}
      title={row.path}
      draggable={writable}
      onClick={() => handlers.press(row)}
      onContextMenu={context}
      onDragStart={(event) => handlers.drag(row, event)}
      onDragOver={(event) => handlers.over(row, event)}
      onDrop={(event) => handlers.drop(row, event)}
      style={{ paddingLeft: 8 + (row.level - 1) * 12 }}
      className={`group flex h-7 items-center gap-1.5 pr-1.5 select-none ${
        selected ? "bg-active font-medium text-ink" : "text-ink-2 hover:bg-hover hover:text-ink"
      } ${focused ? "group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-accent" : ""} ${
        target ? "bg-accent-soft outline-1 -outline-offset-1 outline-accent" : ""
      }`}
    >
      {row.kind === "folder" ? (
        <>
          <ChevronRight aria-hidden="true" className={`size-3.5 flex-none ${row.open ? "rotate-90" : ""}`} />
          {row.open ? (
            <FolderOpen aria-hidden="true" className="size-3.5 flex-none" />
          ) : (
            <Folder aria-hidden="true" className="size-3.5 flex-none" />
          )}
        </>
      ) : (
        <FileIcon name={row.name} />
      )}
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {row.name}
      </span>
      {people.length > 0 ? (
        <span className="flex flex-none gap-0.5" title={here} aria-hidden="true">
          {people.slice(0, 4).map((person) => (
            <span key={person.id} className="size-2 rounded-full" style={{ background: colorOf(person) }} />
          ))}
          {people.length > 4 ? <span className="text-xs leading-2">+{people.length - 4}</span> : null}
        </span>
      ) : null}
      <span
        aria-hidden="true"
        onClick={more}
        className={`flex size-6 flex-none items-center justify-center rounded-sm hover:bg-active ${
          focused || selected ? "flex" : "hidden group-hover:flex"
        }`}
      >
        <MoreHorizontal className="size-4" />
      </span>
    </div>
  );
});
