/** The file tree as rows to draw and to walk with the keyboard. Folders are what the paths say; none is stored. */
import type { FileId } from "#protocol/ids";

export type TreeRow =
  | {
      kind: "folder";
      key: string;
      path: string;
      name: string;
      level: number;
      open: boolean;
      position: number;
      size: number;
    }
  | {
      kind: "file";
      key: string;
      id: FileId;
      path: string;
      name: string;
      level: number;
      position: number;
      size: number;
    };

interface Folder {
  path: string;
  folders: Map<string, Folder>;
  files: { id: FileId; path: string; name: string }[];
}

const byName = new Intl.Collator("en", { numeric: true, sensitivity: "variant" });

function grow(files: readonly { id: FileId; path: string }[]): Folder {
  const root: Folder = { path: "", folders: new Map(), files: [] };
  for (const { id, path } of files) {
    const parts = path.split("/");
    const name = parts.pop() ?? path;
    let folder = root;
    for (const part of parts) {
      let next = folder.folders.get(part);
      if (!next) {
        next = { path: folder.path === "" ? part : `${folder.path}/${part}`, folders: new Map(), files: [] };
        folder.folders.set(part, next);
      }
      folder = next;
    }
    folder.files.push({ id, path, name });
  }
  return root;
}

/** The visible rows from top to bottom: folders before files, each by name. `closed` holds paths of closed folders. */
export function treeRows(files: readonly { id: FileId; path: string }[], closed: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (folder: Folder, level: number) => {
    const folders = [...folder.folders].sort(([a], [b]) => byName.compare(a, b));
    const inside = [...folder.files].sort((a, b) => byName.compare(a.name, b.name));
    const size = folders.length + inside.length;
    let position = 0;
    for (const [name, child] of folders) {
      const open = !closed.has(child.path);
      const { path } = child;
      rows.push({ kind: "folder", key: `${path}/`, path, name, level, open, position: ++position, size });
      if (open) walk(child, level + 1);
    }
    for (const file of inside) rows.push({ kind: "file", key: file.id, ...file, level, position: ++position, size });
  };
  walk(grow(files), 1);
  return rows;
}

/** The folder that a row stands in, "" for the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The next row, from after `from` and round, whose name starts with what was typed. */
export function typeAhead(rows: readonly TreeRow[], from: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase();
  // One letter looks from the next row on, so pressing it again walks; more letters may stay where they are.
  const first = typed.length > 1 ? from : from + 1;
  for (let i = 0; i < rows.length; i++) {
    const at = (first + i + rows.length) % rows.length;
    if (rows[at]?.name.toLocaleLowerCase().startsWith(wanted)) return at;
  }
  return -1;
}

/** Where an arrow key, Home or End leads from row `from`, as the tree pattern has it; null for another key. */
export function treeStep(
  rows: readonly TreeRow[],
  from: number,
  key: string,
): { kind: "to"; index: number } | { kind: "toggle" } | null {
  const row = rows[from];
  if (!row) return null;
  const to = (index: number) => ({ kind: "to", index: Math.min(Math.max(0, index), rows.length - 1) }) as const;
  const folder = row.kind === "folder" ? row : null;
  switch (key) {
    case "ArrowDown":
      return to(from + 1);
    case "ArrowUp":
      return to(from - 1);
    case "Home":
      return to(0);
    case "End":
      return to(rows.length - 1);
    case "ArrowRight":
      if (!folder) return to(from);
      return folder.open ? to(from + 1) : { kind: "toggle" };
    case "ArrowLeft": {
      if (folder?.open) return { kind: "toggle" };
      const parent = rows.findLastIndex((other, at) => at < from && other.level < row.level);
      return to(parent < 0 ? from : parent);
    }
    default:
      return null;
  }
}
