/** What can be done to the files of a code document. Each is one transaction; none knows the page. */
import * as Y from "yjs";
import { type FileEntry, filesOf, PATH_FAULTS, readPath, shownPaths } from "#protocol/documents";
import { type FileId, makeFileId } from "#protocol/ids";
import { MAX_FILE_LENGTH, MAX_FILES } from "#protocol/limits";

/** The origin of every transaction made here. */
export const FILES_ORIGIN = { source: "files" } as const;

/** Deleted files whose text is kept. Beyond it the ones deleted first go for good, so that the document stays small. */
export const KEPT_DELETED = 30;

export type FileResult = { ok: true; id: FileId; path: string } | { ok: false; message: string };
export type FolderResult = { ok: true; files: number } | { ok: false; message: string };

const refuse = (message: string) => ({ ok: false, message }) as const;

function listed(doc: Y.Doc): { id: FileId; path: string }[] {
  const files: { id: FileId; path: string }[] = [];
  filesOf(doc).forEach((entry, id) => {
    const path = entry.get("path");
    if (typeof path === "string" && entry.get("text") instanceof Y.Text) files.push({ id: id as FileId, path });
  });
  return files;
}

/** The text of a file that exists, deleted or not; null if there is none. */
export function textOf(doc: Y.Doc, id: FileId): Y.Text | null {
  const text = filesOf(doc).get(id)?.get("text");
  return text instanceof Y.Text ? text : null;
}

/**
 * Whether a typed path can be a file's: the cleaned path, or the sentence that says why not. `self` is the file that
 * is being renamed, which may keep its own path.
 */
export function checkPath(
  doc: Y.Doc,
  typed: string,
  self?: FileId,
): { ok: true; path: string } | { ok: false; message: string } {
  const read = readPath(typed);
  if (!read.ok) return refuse(PATH_FAULTS[read.fault]);
  const files = listed(doc);
  const shown = shownPaths(files);
  for (const { id, path: own } of files) {
    if (id === self) continue;
    const path = shown.get(id) ?? own;
    if (path === read.path) return refuse(PATH_FAULTS.taken);
    if (path.startsWith(`${read.path}/`)) return refuse("A folder with this name exists already.");
    if (read.path.startsWith(`${path}/`)) return refuse(`“${path}” is a file, so it cannot be a folder too.`);
  }
  return read;
}

export function createFile(doc: Y.Doc, typed: string, text = ""): FileResult {
  const checked = checkPath(doc, typed);
  if (!checked.ok) return checked;
  if (listed(doc).length >= MAX_FILES) return refuse(`A room has at most ${MAX_FILES} files.`);
  if (text.length > MAX_FILE_LENGTH) return refuse(tooLong(text.length));
  const id = makeFileId();
  doc.transact(() => {
    const entry: FileEntry = new Y.Map();
    entry.set("path", checked.path);
    entry.set("text", new Y.Text(text));
    filesOf(doc).set(id, entry);
  }, FILES_ORIGIN);
  return { ok: true, id, path: checked.path };
}

/** Renames or moves: the path is the whole path. The file, its text and everyone's place in it stay. */
export function renameFile(doc: Y.Doc, id: FileId, typed: string): FileResult {
  const entry = filesOf(doc).get(id);
  if (typeof entry?.get("path") !== "string") return refuse("That file is not here any more.");
  const checked = checkPath(doc, typed, id);
  if (!checked.ok) return checked;
  if (entry.get("path") !== checked.path) doc.transact(() => entry.set("path", checked.path), FILES_ORIGIN);
  return { ok: true, id, path: checked.path };
}

/** Renames or moves a folder: every file under `from` goes under `to`, or none does. */
export function renameFolder(doc: Y.Doc, from: string, typed: string): FolderResult {
  const read = readPath(typed.replace(/\/+$/, ""));
  if (!read.ok) return refuse(PATH_FAULTS[read.fault]);
  const to = read.path;
  if (to === from) return { ok: true, files: 0 };
  if (to.startsWith(`${from}/`)) return refuse("A folder cannot be moved into itself.");
  const files = listed(doc);
  const shown = shownPaths(files);
  const moved = files.filter(({ id, path }) => (shown.get(id) ?? path).startsWith(`${from}/`));
  if (moved.length === 0) return refuse("That folder is not here any more.");
  const stay = new Set(files.filter((file) => !moved.includes(file)).map(({ id, path }) => shown.get(id) ?? path));
  const plan = moved.map(({ id, path }) => ({ id, path: to + (shown.get(id) ?? path).slice(from.length) }));
  for (const { path } of plan) {
    const fits = readPath(path);
    if (!fits.ok) return refuse(PATH_FAULTS[fits.fault]);
    if (stay.has(path)) return refuse(`“${path}” exists already.`);
  }
  if (stay.has(to)) return refuse(`“${to}” is a file, so it cannot be a folder too.`);
  doc.transact(() => {
    for (const { id, path } of plan) filesOf(doc).get(id)?.set("path", path);
  }, FILES_ORIGIN);
  return { ok: true, files: plan.length };
}

/**
 * Takes files out of the room. Their texts stay in the document without a path, so edits that others make meanwhile,
 * offline ones too, are there again after `restoreFiles`.
 */
export function removeFiles(doc: Y.Doc, ids: readonly FileId[], now = new Date()): { id: FileId; path: string }[] {
  const removed: { id: FileId; path: string }[] = [];
  doc.transact(() => {
    for (const id of ids) {
      const entry = filesOf(doc).get(id);
      const path = entry?.get("path");
      if (!entry || typeof path !== "string") continue;
      entry.set("was", path);
      entry.set("deleted", now.toISOString());
      entry.delete("path");
      removed.push({ id, path });
    }
    const kept = deletedFiles(doc);
    for (const { id } of kept.slice(KEPT_DELETED)) filesOf(doc).delete(id);
  }, FILES_ORIGIN);
  return removed;
}

/** The deleted files that can still be had back, newest first. */
export function deletedFiles(doc: Y.Doc): { id: FileId; was: string; deleted: string }[] {
  const files: { id: FileId; was: string; deleted: string }[] = [];
  filesOf(doc).forEach((entry, id) => {
    const was = entry.get("was");
    const deleted = entry.get("deleted");
    if (entry.has("path") || typeof was !== "string" || typeof deleted !== "string") return;
    files.push({ id: id as FileId, was, deleted });
  });
  return files.sort((a, b) => (a.deleted < b.deleted ? 1 : a.deleted > b.deleted ? -1 : a.id < b.id ? -1 : 1));
}

/** Brings deleted files back under the paths they had. A path that is taken by now is shown numbered. */
export function restoreFiles(doc: Y.Doc, ids: readonly FileId[]): FileId[] {
  const restored: FileId[] = [];
  doc.transact(() => {
    for (const id of ids) {
      const entry = filesOf(doc).get(id);
      const was = entry?.get("was");
      if (!entry || entry.has("path") || typeof was !== "string") continue;
      entry.set("path", was);
      entry.delete("was");
      entry.delete("deleted");
      restored.push(id);
    }
  }, FILES_ORIGIN);
  return restored;
}

export function tooLong(length: number): string {
  const mega = (n: number) => (n / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 });
  return `A file has at most ${mega(MAX_FILE_LENGTH)} M characters; this would have ${mega(length)} M.`;
}
