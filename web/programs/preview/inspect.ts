/** A value as text for people, in the manner of Node: nested, bounded, and with elements of the page as their tags. */

/** Levels of nesting that are shown, entries of each, and values altogether. */
const DEPTH = 3;
const ENTRIES = 100;
const VALUES = 2000;
/** Characters of a text that stands inside something, of a line, and of an element's tag. */
const TEXT = 10_000;
const LINE = 72;
const TAG = 200;

/** `stack`: an error's own stack as it is to be shown. */
export interface Showing {
  stack(error: Error): string;
}

interface Walk extends Showing {
  left: number;
  above: object[];
}

/** Never throws: what cannot be looked at is said to be so. `depth`: levels of nesting. */
export function show(value: unknown, showing: Showing, depth = DEPTH): string {
  try {
    return inner(value, { ...showing, left: VALUES, above: [] }, depth);
  } catch {
    return "[cannot be shown]";
  }
}

function inner(value: unknown, walk: Walk, depth: number): string {
  if (typeof value === "string") return quote(value.length > TEXT ? `${value.slice(0, TEXT)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "symbol") return value.toString();
  if (typeof value === "function") return functionTag(value as () => void);
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  if (walk.above.includes(value)) return "[Circular]";
  if (walk.left-- <= 0) return "…";
  walk.above.push(value);
  try {
    return ofObject(value, walk, depth);
  } finally {
    walk.above.pop();
  }
}

function quote(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes("`") ? "`" : "'";
  const escaped = text.replace(/[\\\n\r\t\b\f\v]/g, (c) => JSON.stringify(c).slice(1, -1));
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}

function functionTag(value: (() => void) & { prototype?: object }): string {
  const source = Function.prototype.toString.call(value);
  const name = typeof value.name === "string" ? value.name : "";
  if (/^class\b/.test(source)) {
    const base = Object.getPrototypeOf(value)?.name;
    return `[class ${name || "(anonymous)"}${base ? ` extends ${base}` : ""}]`;
  }
  return name ? `[Function: ${name}]` : "[Function (anonymous)]";
}

/** The name of its class; null of an object without a prototype. */
function className(value: object): string | null {
  for (let at = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at)) {
    const made = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof made === "function" && made.name) return String(made.name);
  }
  return null;
}

function ofObject(value: object, walk: Walk, depth: number): string {
  const name = className(value);
  if (value instanceof Error) return ofError(value, walk, depth);
  if (typeof Node === "function" && value instanceof Node) return ofNode(value);
  if (typeof Event === "function" && value instanceof Event) return ofEvent(value, walk, depth);
  if (typeof Window === "function" && value instanceof Window) return "[Window]";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return RegExp.prototype.toString.call(value);
  if (value instanceof URL) return `URL { ${value.href} }`;
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) return `${name} {}`;
  if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    return `[${name}: ${inner(value.valueOf(), walk, depth)}]`;
  }
  const isList = Array.isArray(value) || ArrayBuffer.isView(value) || isCollection(value);
  if (depth < 0) return `[${isList && name === "Array" ? "Array" : (name ?? "Object: null prototype")}]`;
  if (isList) return ofList(value as ArrayLike<unknown> & object, name, walk, depth);
  const rest = properties(value, walk, depth, []);
  if (value instanceof Map) {
    const entries = firstOf(value.entries(), ([key, one]) => `${at(key, walk, depth)} => ${at(one, walk, depth)}`);
    return braces(`${name}(${value.size})`, [...entries, ...more(value.size), ...rest]);
  }
  if (value instanceof Set) {
    const entries = firstOf(value.values(), (one) => at(one, walk, depth));
    return braces(`${name}(${value.size})`, [...entries, ...more(value.size), ...rest]);
  }
  if (rest.length === 0) rest.push(...ofPlatform(value, walk));
  return braces(name === "Object" ? "" : (name ?? "[Object: null prototype]"), rest);
}

const at = (value: unknown, walk: Walk, depth: number) => inner(value, walk, depth - 1);

function firstOf<T>(all: Iterator<T>, shown: (one: T) => string): string[] {
  const out: string[] = [];
  for (let one = all.next(); !one.done && out.length < ENTRIES; one = all.next()) out.push(shown(one.value));
  return out;
}

const more = (size: number) => (size > ENTRIES ? [`… ${size - ENTRIES} more`] : []);

function isCollection(value: object): boolean {
  if (typeof NodeList !== "function") return false;
  return value instanceof NodeList || value instanceof HTMLCollection || value instanceof DOMTokenList;
}

function ofList(value: ArrayLike<unknown> & object, name: string | null, walk: Walk, depth: number): string {
  const parts: string[] = [];
  let holes = 0;
  const close = () => {
    if (holes > 0) parts.push(`<${holes} empty item${holes === 1 ? "" : "s"}>`);
    holes = 0;
  };
  const { length } = value;
  let index = 0;
  for (; index < length && parts.length < ENTRIES && index < 10 * ENTRIES; index++) {
    if (index in value) {
      close();
      parts.push(at(value[index], walk, depth));
    } else holes++;
  }
  close();
  if (length > index) parts.push(`… ${length - index} more`);
  const rest = properties(value, walk, depth, [], /^\d+$|^length$/);
  const head = name === "Array" ? "" : `${name}(${length}) `;
  return head + around("[", [...parts, ...rest], "]", parts.length > 6 && typeof value[0] === "number");
}

/** Getters are named and not called. */
function properties(value: object, walk: Walk, depth: number, without: string[], not?: RegExp): string[] {
  const out: string[] = [];
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "string" && (without.includes(key) || not?.test(key))) continue;
    const { enumerable, get, set, value: held } = Object.getOwnPropertyDescriptor(value, key) ?? {};
    if (!enumerable) continue;
    if (out.length === ENTRIES) {
      out.push("…");
      break;
    }
    const named = typeof key === "symbol" ? `[${key.toString()}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
    const shown = get ? (set ? "[Getter/Setter]" : "[Getter]") : set ? "[Setter]" : at(held, walk, depth);
    out.push(`${named}: ${shown}`);
  }
  return out;
}

/** What the browser's own objects (a Response, a DOMRect) keep behind getters: the plain values among it. */
function ofPlatform(value: object, walk: Walk): string[] {
  const out: string[] = [];
  const from = Object.getPrototypeOf(value);
  if (from === null || from === Object.prototype || !(Symbol.toStringTag in value)) return out;
  for (let place = from; place && place !== Object.prototype; place = Object.getPrototypeOf(place)) {
    for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(place))) {
      if (!get || out.length >= 16 || !/\[native code\]/.test(Function.prototype.toString.call(get))) continue;
      const held: unknown = get.call(value);
      if (["string", "number", "boolean"].includes(typeof held)) out.push(`${key}: ${inner(held, walk, 0)}`);
    }
  }
  return out;
}

function ofError(error: Error, walk: Walk, depth: number): string {
  const rest = properties(error, walk, depth, ["stack", "message", "name"]);
  const { cause } = error;
  if (cause !== undefined) rest.push(`[cause]: ${at(cause, walk, depth)}`);
  if (error instanceof AggregateError) rest.push(`[errors]: ${at(error.errors, walk, depth)}`);
  const stack = walk.stack(error);
  return rest.length === 0 ? stack : `${stack} ${around("{", rest, "}")}`;
}

/** Its tag, with what stands in it if that is a short text. */
function ofNode(node: Node): string {
  if (node instanceof Element) {
    const tag = (node.cloneNode(false) as Element).outerHTML;
    const name = node.localName;
    const start = tag.endsWith(`</${name}>`) ? tag.slice(0, -name.length - 3) : tag;
    const short = start.length > TAG ? `${start.slice(0, TAG)}…>` : start;
    if (start === tag) return short;
    const text = node.childElementCount === 0 ? (node.textContent ?? "").trim() : "…";
    return `${short}${text.length > 60 ? "…" : text}</${name}>`;
  }
  return node instanceof Document ? "[Document]" : `${node.nodeName} ${quote((node.textContent ?? "").slice(0, TAG))}`;
}

function ofEvent(event: Event, walk: Walk, depth: number): string {
  const shown: Record<string, unknown> = { type: event.type, target: event.target };
  const { key, code, clientX, clientY, data } = event as Event & Partial<KeyboardEvent & MouseEvent & MessageEvent>;
  for (const [name, held] of Object.entries({ key, code, clientX, clientY, data })) {
    if (held !== undefined && held !== null) shown[name] = held;
  }
  return braces(className(event) ?? "Event", properties(shown, walk, depth, []));
}

const braces = (name: string, parts: string[]) => `${name ? `${name} ` : ""}${around("{", parts, "}")}`;

/** On one line if it is short, else a line each; `rows`: as many on a line as fit. */
function around(open: string, parts: string[], close: string, rows = false): string {
  if (parts.length === 0) return open + close;
  const length = parts.reduce((sum, part) => sum + part.length + 2, 0);
  if (length <= LINE && !parts.some((part) => part.includes("\n"))) return `${open} ${parts.join(", ")} ${close}`;
  const lines = rows ? inRows(parts) : parts;
  return `${open}\n${lines.map((line) => `  ${line.replaceAll("\n", "\n  ")}`).join(",\n")}\n${close}`;
}

function inRows(parts: string[]): string[] {
  const rows: string[] = [];
  let row = "";
  for (const part of parts) {
    if (row !== "" && row.length + part.length + 2 > LINE) {
      rows.push(row);
      row = "";
    }
    row += row === "" ? part : `, ${part}`;
  }
  return row === "" ? rows : [...rows, row];
}
