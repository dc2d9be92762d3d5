"use client";
/** The room's files: one focusable tree that names its active row, so that walking it draws two rows and no more. */
import { FilePlus2 } from "lucide-react";
import { type DragEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { PATH_FAULTS, readPath } from "#protocol/documents";
import type { PersonBody } from "#protocol/http";
import { EmptyState } from "#web/components/ui/empty-state";
import { IconButton } from "#web/components/ui/icon-button";
import { late, useLate } from "#web/components/ui/late";
import {
  announce,
  notify,
  useCan,
  useCommand,
  useDocumentSynced,
  useFiles,
  useRoomClient,
  useWorkbench,
} from "#web/features/room/room";
import { checkPath, createFile, renameFile, renameFolder } from "./file-operations.ts";
import { FileRow, type RowHandlers } from "./file-row.tsx";
import { PathField } from "./path-field.tsx";
import { parentOf, type TreeRow, treeRows, treeStep, typeAhead } from "./tree-rows.ts";
import { useDeletionNote } from "./use-deletion-note.ts";
import { useFileActions } from "./use-file-actions.ts";
import { usePeopleByFile } from "./use-people-by-file.ts";

/** Milliseconds after which typing in the tree begins a new word. */
const TYPE_AHEAD = 700;
const rowMenu = late(() => import("./row-menu.tsx"));
const NOBODY: readonly PersonBody[] = [];

type Editing =
  | { kind: "create"; folder: string }
  /** `whole`: the path is edited, which moves; otherwise the name. */
  | { kind: "rename"; row: TreeRow; whole: boolean };

export function FileTree() {
  const client = useRoomClient();
  const { doc } = client.code;
  const synced = useDocumentSynced(client.code);
  const files = useFiles();
  const { file, openFile } = useWorkbench();
  const writable = useCan("document.write");
  const actions = useFileActions();
  const people = usePeopleByFile();
  const tree = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [menu, setMenu] = useState<{ row: TreeRow; at: { x: number; y: number } } | null>(null);
  const menuParts = useLate(rowMenu, menu);
  const [target, setTarget] = useState<string | null>(null);
  const typed = useRef({ text: "", at: 0 });
  const dragged = useRef<TreeRow | null>(null);

  const rows = useMemo(() => treeRows(files, closed), [files, closed]);
  const index = Math.max(
    0,
    rows.findIndex((row) => row.key === (active ?? file)),
  );
  const current = rows[index];

  useDeletionNote();
  useEffect(() => {
    if (active) document.getElementById(rowId(active))?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const create = (folder = "") => {
    if (folder) setClosed((before) => without(before, folder));
    setEditing({ kind: "create", folder });
  };
  useCommand({ id: "files.new", label: "New file", group: "Files", run: () => create(), disabled: !writable });

  const remove = (row: TreeRow) => {
    if (!writable) return;
    const under = files.filter(({ path }) => path.startsWith(`${row.path}/`)).map(({ id }) => id);
    actions.remove(row.path, row.kind === "file" ? [row.id] : under, file);
    setActive(rows[index + 1]?.key ?? rows[index - 1]?.key ?? null);
    tree.current?.focus();
  };
  const toggle = (row: TreeRow) =>
    setClosed((before) =>
      row.kind === "folder" && row.open ? new Set([...before, row.path]) : without(before, row.path),
    );
  const press = (row: TreeRow) => {
    setActive(row.key);
    if (row.kind === "folder") toggle(row);
    else openFile(row.id);
  };
  const move = (row: TreeRow, to: string) => {
    const moved = row.kind === "file" ? renameFile(doc, row.id, to) : renameFolder(doc, row.path, to);
    if (!moved.ok) notify(moved.message, { kind: "bad", id: "files" });
    else if (to !== row.path) announce(`${row.path} is now ${to}`);
  };

  const finish = (text: string | null) => {
    const edited = editing;
    setEditing(null);
    tree.current?.focus();
    if (text === null || !edited) return;
    if (edited.kind === "create") {
      const made = createFile(doc, text);
      if (!made.ok) return notify(made.message, { kind: "bad", id: "files" });
      setActive(made.id);
      openFile(made.id);
      announce(`Made ${made.path}`);
    } else move(edited.row, pathOf(edited, text));
  };
  const fault = (text: string): string | null => {
    if (editing?.kind === "rename" && editing.row.kind === "folder") {
      const read = readPath(pathOf(editing, text));
      return read.ok ? null : PATH_FAULTS[read.fault];
    }
    const path = editing?.kind === "rename" ? pathOf(editing, text) : text;
    const checked = checkPath(
      doc,
      path,
      editing?.kind === "rename" && editing.row.kind === "file" ? editing.row.id : undefined,
    );
    return checked.ok ? null : checked.message;
  };

  const keys = (event: KeyboardEvent) => {
    if (event.target !== tree.current || event.ctrlKey || event.metaKey || event.altKey || !current) return;
    const to = (at: number) => setActive(rows[at]?.key ?? null);
    const step = treeStep(rows, index, event.key);
    if (step?.kind === "to") to(step.index);
    else if (step?.kind === "toggle") toggle(current);
    else if (event.key === "Enter" || event.key === " ") press(current);
    else if (event.key === "Delete") remove(current);
    else if (event.key === "F2" && writable) setEditing({ kind: "rename", row: current, whole: false });
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) openMenu(current);
    else if (event.key.length === 1) {
      const now = Date.now();
      const text = now - typed.current.at < TYPE_AHEAD ? typed.current.text + event.key : event.key;
      typed.current = { text, at: now };
      const found = typeAhead(rows, index, text);
      if (found >= 0) to(found);
    } else return;
    event.preventDefault();
  };
  const openMenu = (row: TreeRow) => {
    const box = document.getElementById(rowId(row.key))?.getBoundingClientRect();
    if (box) setMenu({ row, at: { x: box.left + 24, y: box.bottom } });
  };

  const drop = (folder: string) => {
    const row = dragged.current;
    dragged.current = null;
    setTarget(null);
    if (row && parentOf(row.path) !== folder) move(row, folder === "" ? row.name : `${folder}/${row.name}`);
  };
  const latest = useRef({ press, drop });
  latest.current = { press, drop };
  const handlers = useMemo<RowHandlers>(
    () => ({
      press: (row) => latest.current.press(row),
      menu(row, at) {
        setActive(row.key);
        setMenu({ row, at });
      },
      drag(row, event) {
        dragged.current = row;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.path);
      },
      over(row, event) {
        if (!dragged.current) return;
        event.preventDefault();
        event.stopPropagation();
        setTarget(folderOf(row));
      },
      drop(row, event) {
        event.preventDefault();
        event.stopPropagation();
        latest.current.drop(folderOf(row));
      },
    }),
    [],
  );
  const overRoot = (event: DragEvent) => {
    if (!dragged.current) return;
    event.preventDefault();
    setTarget("");
  };

  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label="Files of the room">
      <header className="flex items-center justify-between pt-2 pr-2 pb-1 pl-3">
        <h2 className="text-xs font-semibold tracking-wide text-ink-2 uppercase">Files</h2>
        <IconButton
          size="small"
          label="New file"
          tooltip={writable ? "New file. “lib/util.js” makes the folder too" : "You are watching this room"}
          icon={<FilePlus2 />}
          disabled={!writable || !synced}
          onClick={() => create()}
        />
      </header>
      {editing?.kind === "create" ? (
        <PathField
          label="Path of the new file"
          value={editing.folder === "" ? "" : `${editing.folder}/`}
          level={1}
          fault={fault}
          done={finish}
        />
      ) : null}
      <div
        ref={tree}
        role="tree"
        aria-label="Files"
        aria-activedescendant={current ? rowId(current.key) : undefined}
        tabIndex={0}
        onKeyDown={keys}
        onDragOver={overRoot}
        onDragEnd={() => setTarget(null)}
        onDrop={() => drop("")}
        className={`group/tree min-h-0 flex-1 overflow-auto pb-4 outline-none ${target === "" ? "bg-accent-soft" : ""}`}
      >
        {rows.map((row) =>
          editing?.kind === "rename" && editing.row.key === row.key ? (
            <PathField
              key={row.key}
              label={editing.whole ? `New path of ${row.path}` : `New name of ${row.path}`}
              value={editing.whole ? row.path : row.name}
              level={row.level}
              fault={fault}
              done={finish}
            />
          ) : (
            <FileRow
              key={row.key}
              row={row}
              id={rowId(row.key)}
              focused={row === current}
              selected={row.kind === "file" && row.id === file}
              target={row.kind === "folder" && row.path === target}
              writable={writable}
              people={(row.kind === "file" && people.get(row.id)) || NOBODY}
              handlers={handlers}
            />
          ),
        )}
      </div>
      {synced && rows.length === 0 && !editing ? (
        <EmptyState title="No files yet">Press the button above to make one.</EmptyState>
      ) : null}
      {menu && menuParts ? (
        <menuParts.RowMenu
          row={menu.row}
          at={menu.at}
          writable={writable}
          close={() => setMenu(null)}
          create={create}
          rename={(row) => setEditing({ kind: "rename", row, whole: false })}
          move={(row) => setEditing({ kind: "rename", row, whole: true })}
          remove={remove}
          download={(row) => row.kind === "file" && actions.download(row.id, row.path)}
        />
      ) : null}
    </section>
  );
}

const folderOf = (row: TreeRow) => (row.kind === "folder" ? row.path : parentOf(row.path));
const rowId = (key: string) => `file-${encodeURIComponent(key)}`;

function without(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set([...set].filter((other) => other !== one));
}

/** The whole path that was meant: of a name, beside where it stands; a path from the root if slashes were typed first. */
function pathOf(editing: Extract<Editing, { kind: "rename" }>, text: string): string {
  const folder = parentOf(editing.row.path);
  return editing.whole || folder === "" ? text : `${folder}/${text}`;
}
