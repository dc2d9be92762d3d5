// Values as Node's util.inspect writes them, character for character. Runs inside the guest on captured intrinsics:
// getters are shown, not run, and whatever the program did to the prototypes changes nothing here.

import {
  arrayEntries,
  bufferEntries,
  extraEntry,
  mapEntriesOf,
  promiseEntries,
  property,
  setEntries,
  typedEntries,
  unknownEntries,
} from "./entries.js";
import { host } from "./host.js";
import { formatError } from "./inspect-error.js";
import {
  ArrayIsArray,
  add,
  boxes,
  bytes,
  dates,
  descriptorOf,
  drop,
  functionToString,
  hasOwn,
  isError,
  joined,
  list,
  MapOf,
  maps,
  NumberIsNaN,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectKeys,
  objectToString,
  patterns,
  prototypes,
  ReflectApply,
  StringOf,
  sets,
  sorted,
  symbolToString,
  text,
  weak,
} from "./intrinsics.js";
import { ARRAY, layOut, OBJECT } from "./layout.js";
import { className, constructorName, keysOf, nameOf, plainPrefix, prefix, tagOf } from "./names.js";
import { targetOf } from "./proxies.js";
import { indentAfter, linesOf, quote } from "./quote.js";

export const inspectCustom = Symbol.for("nodejs.util.inspect.custom");

const DEFAULTS = {
  __proto__: null,
  showHidden: false,
  depth: 2,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  /** Of ours: whether errors are printed with the lines that say where. */
  errorFrames: true,
};

/** `options` as for util.inspect; colours are not made. */
export function inspect(value, options) {
  const ctx = { __proto__: null, seen: list(), circular: undefined, indentation: 0, currentDepth: 0 };
  const names = ObjectKeys(DEFAULTS);
  for (let at = 0; at < names.length; at++) {
    const name = names[at];
    const given = typeof options === "object" && options !== null && hasOwn(options, name) ? options[name] : undefined;
    ctx[name] = given === undefined ? DEFAULTS[name] : given;
  }
  if (ctx.depth === null) ctx.depth = Infinity;
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  if (ctx.compact === false) ctx.compact = 0;
  return formatValue(ctx, value, 0);
}

export const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
export const plural = (count) => (count > 1 ? "s" : "");

export const formatNumber = (value) => (ObjectIs(value, -0) ? "-0" : `${value}`);

function formatPrimitive(ctx, value) {
  switch (typeof value) {
    case "string":
      return formatString(ctx, value);
    case "number":
      return formatNumber(value);
    case "bigint":
      return `${StringOf(value)}n`;
    case "symbol":
      return symbolToString(value);
    default:
      return `${value}`;
  }
}

function formatString(ctx, value) {
  let shown = value;
  let trailer = "";
  if (value.length > ctx.maxStringLength) {
    const remaining = value.length - ctx.maxStringLength;
    shown = text.slice(value, 0, ctx.maxStringLength);
    trailer = `... ${remaining} more character${plural(remaining)}`;
  }
  if (shown.length <= 16 || shown.length <= ctx.breakLength - ctx.indentation - 4) return quote(shown) + trailer;
  const lines = linesOf(shown);
  for (let at = 0; at < lines.length; at++) lines[at] = quote(lines[at]);
  return joined(lines, ` +\n${text.repeat(" ", ctx.indentation + 2)}`) + trailer;
}

export function formatValue(ctx, given, depth, inTypedArray) {
  if (!isObject(given)) return given === null ? "null" : formatPrimitive(ctx, given);
  let value = given;
  let proxies = 0;
  for (let target = targetOf(value); target !== undefined; target = targetOf(value)) {
    proxies++;
    if (target === null) return wrapProxies("<Revoked Proxy>", proxies - 1);
    value = target;
  }
  if (ctx.customInspect) {
    const custom = value[inspectCustom];
    if (
      typeof custom === "function" &&
      custom !== inspect &&
      descriptorOf(value, "constructor")?.value?.prototype !== value
    ) {
      const options = { ...ctx, seen: undefined, circular: undefined, stylize: (shown) => shown };
      const result = ReflectApply(custom, given, [ctx.depth - depth, options, inspect]);
      if (result !== given)
        return typeof result === "string" ? indentAfter(result, ctx.indentation) : formatValue(ctx, result, depth);
    }
  }
  for (let at = 0; at < ctx.seen.length; at++) if (ctx.seen[at] === value) return circular(ctx, value);
  return wrapProxies(formatObject(ctx, value, depth, inTypedArray), proxies);
}

function wrapProxies(shown, count) {
  let result = shown;
  for (let at = 0; at < count; at++) result = `Proxy(${result})`;
  return result;
}

function circular(ctx, value) {
  ctx.circular ??= new MapOf();
  let index = maps.get(ctx.circular, value);
  if (index === undefined) {
    index = maps.size(ctx.circular) + 1;
    maps.set(ctx.circular, value, index);
  }
  return `[Circular *${index}]`;
}

// Objects.

/** What is written of an object: `base { entries }`; `whole` if that is all. */
function describe(ctx, value, maker, tag, inTypedArray) {
  const shape = {
    __proto__: null,
    whole: undefined,
    base: "",
    open: "{",
    close: "}",
    keys: undefined,
    kind: OBJECT,
    entries: undefined,
    extra: undefined,
    inTypedArray: undefined,
  };
  const finish = (empty) => {
    if (shape.keys.length === 0 && empty !== undefined) shape.whole = empty;
    return shape;
  };
  if (ArrayIsArray(value)) {
    const named = maker !== "Array" || tag !== "" ? prefix(maker, tag, "Array", `(${value.length})`) : "";
    shape.keys = keysOf(ctx, value, true);
    shape.open = `${named}[`;
    shape.close = "]";
    shape.kind = ARRAY;
    shape.entries = arrayEntries;
    return finish(value.length === 0 ? `${shape.open}]` : undefined);
  }
  if (typeof value === "function") {
    shape.keys = keysOf(ctx, value, false);
    shape.base = functionBase(value, maker, tag);
    return finish(shape.base);
  }
  const typed = bytes.kind(value);
  if (typed !== undefined) {
    const size = bytes.length(value);
    shape.keys = keysOf(ctx, value, true);
    shape.open = `${prefix(maker, tag, maker === null ? typed : "", `(${size})`)}[`;
    shape.close = "]";
    shape.kind = ARRAY;
    shape.entries = typedEntries;
    shape.inTypedArray = true;
    if (ctx.showHidden) shape.extra = ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"];
    return finish(size === 0 && !ctx.showHidden ? `${shape.open}]` : undefined);
  }
  shape.keys = keysOf(ctx, value, false);
  // The common case first: brand checks cost an exception each.
  const prototype = ObjectGetPrototypeOf(value);
  const plain = maps.get(prototypes, prototype) === "Object" && tag === "";
  if (plain && objectToString(value) === "[object Object]") return finish("{}");
  if (className(value) === "Arguments" && tag === "") {
    shape.open = "[Arguments] {";
    return finish("[Arguments] {}");
  }
  const setSize = sets.size(value);
  if (setSize !== null) {
    const named = prefix(maker, tag, "Set", `(${setSize})`);
    shape.open = `${named}{`;
    shape.entries = setEntries;
    return finish(setSize === 0 ? `${named}{}` : undefined);
  }
  const mapSize = maps.size(value);
  if (mapSize !== null) {
    const named = prefix(maker, tag, "Map", `(${mapSize})`);
    shape.open = `${named}{`;
    shape.entries = mapEntriesOf;
    return finish(mapSize === 0 ? `${named}{}` : undefined);
  }
  if (tag === "Map Iterator" || tag === "Set Iterator") {
    shape.open = `[${tag}] {`;
    shape.entries = unknownEntries;
    return shape;
  }
  if (isError(value)) {
    shape.base = formatError(ctx, value, maker, tag, shape.keys);
    return finish(shape.base);
  }
  const time = dates.time(value);
  if (time !== null) {
    const named = prefix(maker, tag, "Date");
    const shown = !NumberIsNaN(time) ? dates.iso(value) : dates.text(value);
    shape.base = named === "Date " ? shown : named + shown;
    return finish(shape.base);
  }
  if (value !== prototypes.regexp && patterns.source(value) !== null) {
    const named = prefix(maker, tag, "RegExp");
    const shown = `/${patterns.source(value)}/${patterns.flagsOf(value)}`;
    shape.base = named === "RegExp " ? shown : named + shown;
    return finish(shape.base);
  }
  const buffer = bytes.bufferLength(value) !== null;
  if (buffer || bytes.sharedLength(value) !== null) {
    shape.open = `${prefix(maker, tag, buffer ? "ArrayBuffer" : "SharedArrayBuffer")}{`;
    shape.extra = ["byteLength"];
    if (inTypedArray === undefined) shape.entries = bufferEntries;
    return shape;
  }
  if (bytes.viewLength(value) !== null) {
    shape.open = `${prefix(maker, tag, "DataView")}{`;
    shape.extra = ["byteLength", "byteOffset", "buffer"];
    return shape;
  }
  if (host.promiseState(value) >= 0) {
    shape.open = `${prefix(maker, tag, "Promise")}{`;
    shape.entries = promiseEntries;
    return shape;
  }
  const isWeakSet = weak.setHas(value) !== null;
  if (isWeakSet || weak.mapHas(value) !== null) {
    shape.open = `${prefix(maker, tag, isWeakSet ? "WeakSet" : "WeakMap")}{`;
    shape.entries = unknownEntries;
    return shape;
  }
  const boxed = boxedBase(ctx, value, maker, tag, shape);
  if (boxed !== undefined) {
    shape.base = boxed;
    return finish(boxed);
  }
  if (hasOwn(value, urlBrand)) {
    shape.base = value[urlBrand]();
    return finish(shape.base);
  }
  const named = maker === "Object" ? (tag === "" ? "" : prefix(maker, tag, "Object")) : plainPrefix(value, maker, tag);
  shape.open = `${named}{`;
  return finish(`${named}{}`);
}

/** A URL of ours carries its text under this key, which no program can reach. */
export const urlBrand = Symbol("url");

function formatObject(ctx, value, depth, inTypedArray) {
  const maker = constructorName(value);
  const tag = tagOf(ctx, value);
  const shape = describe(ctx, value, maker, tag, inTypedArray);
  if (shape.whole !== undefined) return shape.whole;
  if (depth > ctx.depth) {
    if (shape.base !== "" && patterns.source(value) !== null) return shape.base;
    const named = ArrayIsArray(value) ? "Array" : text.slice(plainPrefix(value, maker, tag), 0, -1);
    return maker === null ? text.slice(plainPrefix(value, maker, tag), 0, -1) : `[${named}]`;
  }
  const inner = depth + 1;
  add(ctx.seen, value);
  ctx.currentDepth = inner;
  const output = shape.entries === undefined ? list() : shape.entries(ctx, value, inner);
  if (shape.extra !== undefined)
    for (let at = 0; at < shape.extra.length; at++)
      add(output, extraEntry(ctx, value, inner, shape.extra[at], inTypedArray ?? shape.inTypedArray));
  for (let at = 0; at < shape.keys.length; at++)
    add(output, property(ctx, value, inner, shape.keys[at], shape.kind === ARRAY ? ARRAY : OBJECT));
  drop(ctx.seen);
  let { base } = shape;
  const index = ctx.circular === undefined ? undefined : maps.get(ctx.circular, value);
  if (index !== undefined) base = base === "" ? `<ref *${index}>` : `<ref *${index}> ${base}`;
  if (ctx.sorted && shape.kind === OBJECT) sorted(output, typeof ctx.sorted === "function" ? ctx.sorted : undefined);
  return layOut(ctx, output, base, shape, inner, value);
}

/** As Node tells them apart: a bracket before the body, as in `extends Mixin(Base)`, makes it a function. */
function isClass(source) {
  if (!text.startsWith(source, "class") || !text.endsWith(source, "}")) return false;
  const body = text.indexOf(source, "{");
  const bracket = text.indexOf(source, "(");
  if (bracket < 0) return body > 0;
  return body > 0 && bracket > body && (source[5] === " " || source[5] === "\n" || source[5] === "\t");
}

function functionBase(value, maker, tag) {
  let source = "";
  try {
    source = functionToString(value);
  } catch {}
  if (isClass(source)) return classBase(value, maker, tag);
  let kind = "Function";
  if (hasPrototype(value, prototypes.generatorFunction)) kind = "GeneratorFunction";
  if (hasPrototype(value, prototypes.asyncFunction)) kind = "AsyncFunction";
  if (hasPrototype(value, prototypes.asyncGeneratorFunction)) kind = "AsyncGeneratorFunction";
  const name = nameOf(value);
  let base = `[${kind}${maker === null ? " (null prototype)" : ""}${name === "" ? " (anonymous)" : `: ${name}`}]`;
  if (maker !== kind && maker !== null) base += ` ${maker}`;
  if (tag !== "" && maker !== tag) base += ` [${tag}]`;
  return base;
}

function hasPrototype(value, wanted) {
  for (let object = ObjectGetPrototypeOf(value); object !== null; object = ObjectGetPrototypeOf(object))
    if (object === wanted) return true;
  return false;
}

function classBase(value, maker, tag) {
  let base = `class ${nameOf(value) || "(anonymous)"}`;
  if (maker !== "Function" && maker !== null) base += ` [${maker}]`;
  if (tag !== "" && maker !== tag) base += ` [${tag}]`;
  if (maker === null) base += " extends [null prototype]";
  else {
    const parent = ObjectGetPrototypeOf(value);
    const above = typeof parent === "function" ? nameOf(targetOf(parent) ?? parent) : "";
    if (above !== "") base += ` extends ${above}`;
  }
  return `[${base}]`;
}

function boxedBase(ctx, value, maker, tag, shape) {
  let kind = "Number";
  let inner = boxes.number(value);
  if (inner === null) {
    kind = "String";
    inner = boxes.string(value);
    if (inner !== null) shape.keys = keysOf(ctx, value, true);
  }
  if (inner === null) {
    kind = "Boolean";
    inner = boxes.boolean(value);
  }
  if (inner === null) {
    kind = "BigInt";
    inner = boxes.bigint(value);
  }
  if (inner === null) {
    kind = "Symbol";
    inner = boxes.symbol(value);
  }
  if (inner === null) return undefined;
  let base = `[${kind}`;
  if (kind !== maker) base += maker === null ? " (null prototype)" : ` (${maker})`;
  base += `: ${formatPrimitive(ctx, inner)}]`;
  return tag !== "" && tag !== maker ? `${base} [${tag}]` : base;
}
