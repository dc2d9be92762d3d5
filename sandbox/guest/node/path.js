// node:path, the POSIX one: paths are texts, and the room's root is "/".
import { add, joined, list, split, text } from "../intrinsics.js";
import { wrongArgument } from "../wrong-argument.js";

export const sep = "/";
export const delimiter = ":";

function check(value, name) {
  if (typeof value !== "string") throw wrongArgument(name, "of type string", value);
}

export const isAbsolute = (path) => {
  check(path, "path");
  return text.startsWith(path, "/");
};

/** Without `.`, `..` and doubled slashes. */
export function normalize(path) {
  check(path, "path");
  if (path === "") return ".";
  const absolute = isAbsolute(path);
  const parts = split(path, "/");
  const kept = list();
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === "" || part === ".") continue;
    if (part !== "..") add(kept, part);
    else if (kept.length > 0 && kept[kept.length - 1] !== "..") kept.length--;
    else if (!absolute) add(kept, part);
  }
  let result = joined(kept, "/");
  if (result === "" && !absolute) result = ".";
  if (kept.length > 0 && text.endsWith(path, "/")) result += "/";
  else if (result === "." && text.endsWith(path, "/")) result = "./";
  return absolute ? `/${result}` : result;
}

export function join(...paths) {
  let result = "";
  for (let at = 0; at < paths.length; at++) {
    check(paths[at], "path");
    if (paths[at] !== "") result = result === "" ? paths[at] : `${result}/${paths[at]}`;
  }
  return result === "" ? "." : normalize(result);
}

export function resolve(...paths) {
  let result = "";
  for (let at = paths.length - 1; at >= 0 && !text.startsWith(result, "/"); at--) {
    check(paths[at], `paths[${at}]`);
    if (paths[at] !== "") result = result === "" ? paths[at] : `${paths[at]}/${result}`;
  }
  const whole = normalize(text.startsWith(result, "/") ? result : `/${result}`);
  return whole.length > 1 && text.endsWith(whole, "/") ? text.slice(whole, 0, -1) : whole;
}

const withoutEnd = (path) => {
  let end = path.length;
  while (end > 1 && path[end - 1] === "/") end--;
  return text.slice(path, 0, end);
};

export function dirname(path) {
  check(path, "path");
  const whole = withoutEnd(path);
  const slash = text.lastIndexOf(whole, "/");
  if (slash < 0) return ".";
  return slash === 0 ? "/" : text.slice(whole, 0, slash);
}

export function basename(path, suffix) {
  check(path, "path");
  if (suffix !== undefined) check(suffix, "suffix");
  const whole = withoutEnd(path);
  const name = whole === "/" ? "" : text.slice(whole, text.lastIndexOf(whole, "/") + 1);
  if (suffix === path) return "";
  return suffix !== undefined && name !== suffix && text.endsWith(name, suffix)
    ? text.slice(name, 0, name.length - suffix.length)
    : name;
}

export function extname(path) {
  const name = basename(path);
  const dot = text.lastIndexOf(name, ".");
  return dot <= 0 || name === ".." ? "" : text.slice(name, dot);
}

export function relative(from, to) {
  check(from, "from");
  check(to, "to");
  const here = split(text.slice(resolve(from), 1), "/");
  const there = split(text.slice(resolve(to), 1), "/");
  let same = 0;
  while (same < here.length && same < there.length && here[same] === there[same]) same++;
  const parts = list();
  for (let at = same; at < here.length; at++) if (here[at] !== "") add(parts, "..");
  for (let at = same; at < there.length; at++) if (there[at] !== "") add(parts, there[at]);
  return joined(parts, "/");
}

export function parse(path) {
  check(path, "path");
  const root = isAbsolute(path) ? "/" : "";
  const base = basename(path);
  const ext = extname(path);
  const dir = text.includes(withoutEnd(path), "/") ? dirname(path) : "";
  return { root, dir, base, ext, name: ext === "" ? base : text.slice(base, 0, -ext.length) };
}

export function format(parts) {
  const dot = parts.ext && parts.ext[0] !== "." ? "." : "";
  const base = parts.base || `${parts.name ?? ""}${dot}${parts.ext ?? ""}`;
  const folder = parts.dir || parts.root;
  if (!folder) return base;
  return folder === parts.root ? `${folder}${base}` : `${folder}/${base}`;
}

export const toNamespacedPath = (path) => path;

const path = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  sep,
  delimiter,
};
path.posix = path;
export const posix = path;
export default path;
