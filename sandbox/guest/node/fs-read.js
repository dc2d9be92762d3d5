// The room's own files as node:fs reads them.
import { Buffer } from "../buffer.js";
import { allPaths, readText } from "../files.js";
import { readAll } from "../input.js";
import { inspect } from "../inspect.js";
import { add, ErrorOf, list, SetOf, StringOf, sets, sorted, TypeErrorOf, text } from "../intrinsics.js";
import { resolve } from "./path.js";
import { fileURLToPath } from "./url.js";

const STDIN = "/dev/stdin";
const NUMBERS = { __proto__: null, ENOENT: -2, EISDIR: -21, ENOTDIR: -20, EROFS: -30 };
const WORDS = {
  __proto__: null,
  ENOENT: "no such file or directory",
  EISDIR: "illegal operation on a directory",
  ENOTDIR: "not a directory",
  EROFS: "read-only file system",
};

/** An error as the system gives it. */
export function failure(code, call, path, more = "") {
  const where = path === undefined ? "" : ` '${path}'`;
  const error = new ErrorOf(`${code}: ${WORDS[code]}, ${call}${where}${more}`);
  error.errno = NUMBERS[code];
  error.code = code;
  error.syscall = call;
  if (path !== undefined) error.path = path;
  return error;
}

/** `./data.txt`, `/data.txt` and `data.txt` are the same file: a program starts in the room's root. */
export function given(path) {
  if (typeof path === "string") return path;
  if (typeof path?.href === "string") return fileURLToPath(path);
  if (path instanceof Buffer) return StringOf(path);
  const error = new TypeErrorOf(
    `The "path" argument must be of type string or an instance of Buffer or URL. Received ${inspect(path)}`,
  );
  error.code = "ERR_INVALID_ARG_TYPE";
  throw error;
}
const inRoom = (path) => text.slice(resolve(path), 1);

/** What is directly in a folder: its files' and folders' names; null if there is no such folder. */
function entriesOf(folder) {
  const start = folder === "" ? "" : `${folder}/`;
  const paths = allPaths();
  const found = new SetOf();
  const entries = list();
  for (let at = 0; at < paths.length; at++) {
    if (!text.startsWith(paths[at], start)) continue;
    const rest = text.slice(paths[at], start.length);
    const slash = text.indexOf(rest, "/");
    const name = slash < 0 ? rest : text.slice(rest, 0, slash);
    if (name === "" || sets.has(found, name)) continue;
    sets.add(found, name);
    add(entries, { __proto__: null, name, isFolder: slash >= 0 });
  }
  if (entries.length === 0 && folder !== "") return null;
  return sorted(entries, (a, b) => (a.name < b.name ? -1 : 1));
}
const isFolder = (path) => entriesOf(path) !== null;

export const encodingOf = (options) => (typeof options === "string" ? options : options?.encoding);

export function readFileSync(path, options) {
  const fromPeople = path === 0 || path === STDIN;
  const name = fromPeople ? STDIN : given(path);
  const content = fromPeople ? readAll() : readText(inRoom(name));
  if (content === null) throw isFolder(inRoom(name)) ? failure("EISDIR", "read") : failure("ENOENT", "open", name);
  const encoding = encodingOf(options);
  if (encoding === "utf8" || encoding === "utf-8") return content;
  const buffer = Buffer.from(content);
  return encoding === undefined || encoding === null ? buffer : buffer.toString(encoding);
}

export function existsSync(path) {
  try {
    const name = inRoom(given(path));
    return readText(name) !== null || isFolder(name);
  } catch {
    return false;
  }
}

export function accessSync(path, mode = 0) {
  if (!existsSync(path)) throw failure("ENOENT", "access", given(path));
  if ((mode & 2) !== 0) throw failure("EROFS", "access", given(path));
}

function filesBelow(folder, prefix, into) {
  const entries = entriesOf(folder);
  for (let at = 0; at < entries.length; at++) {
    const { name, isFolder: inner } = entries[at];
    add(into, { __proto__: null, name, inner, path: prefix + name });
    if (inner) filesBelow(folder === "" ? name : `${folder}/${name}`, `${prefix}${name}/`, into);
  }
}

export function readdirSync(path, options) {
  const name = given(path);
  const folder = inRoom(name);
  const entries = entriesOf(folder);
  if (entries === null) throw failure(readText(folder) === null ? "ENOENT" : "ENOTDIR", "scandir", name);
  const found = list();
  if (options?.recursive) filesBelow(folder, "", found);
  else
    for (let at = 0; at < entries.length; at++) {
      add(found, { __proto__: null, name: entries[at].name, inner: entries[at].isFolder, path: entries[at].name });
    }
  const result = [];
  for (let at = 0; at < found.length; at++)
    add(result, options?.withFileTypes ? new Dirent(found[at].name, name, found[at].inner) : found[at].path);
  return result;
}

export class Dirent {
  #isFolder;
  constructor(name, parentPath, inner) {
    this.name = name;
    this.parentPath = parentPath;
    this.#isFolder = inner;
  }
  isFile() {
    return !this.#isFolder;
  }
  isDirectory() {
    return this.#isFolder;
  }
  isSymbolicLink() {
    return false;
  }
}

export class Stats {
  #isFolder;
  constructor(size, inner) {
    this.size = size;
    this.#isFolder = inner;
  }
  isFile() {
    return !this.#isFolder;
  }
  isDirectory() {
    return this.#isFolder;
  }
  isSymbolicLink() {
    return false;
  }
}

export function statSync(path, options) {
  const name = given(path);
  const content = readText(inRoom(name));
  if (content !== null) return new Stats(Buffer.byteLength(content), false);
  if (isFolder(inRoom(name))) return new Stats(0, true);
  if (options?.throwIfNoEntry === false) return undefined;
  throw failure("ENOENT", "stat", name);
}
