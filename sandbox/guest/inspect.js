// Values as Node's util.inspect writes them, character for character. Runs inside the guest on captured intrinsics:
// getters are shown, not run, and whatever the program did to the prototypes changes nothing here.
import { host } from "./host.js";
import {
  ArrayIsArray,
  add,
  boxes,
  bytes,
  dates,
  descriptorOf,
  drop,
  floor,
  functionToString,
  hasInstance,
  hasOwn,
  isEnumerable,
  isError,
  joined,
  list,
  MapOf,
  mapEntries,
  mapIteratorNext,
  maps,
  max,
  min,
  NumberIsNaN,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectKeys,
  objectToString,
  ownKeys,
  patterns,
  prototypes,
  ReflectApply,
  round,
  StringOf,
  setIteratorNext,
  sets,
  setValues,
  sorted,
  sqrt,
  symbolIterator,
  symbolToString,
  symbolToStringTag,
  text,
  weak,
} from "./intrinsics.js";
import { targetOf } from "./proxies.js";
import { indentAfter, isIndex, linesOf, quote, quoteKey, width } from "./quote.js";
import { stackOf } from "./stack.js";

const customInspect = Symbol.for("nodejs.util.inspect.custom");

const OBJECT = 0;
const ELEMENT = 1;
const ARRAY = 2;

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

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
const plural = (count) => (count > 1 ? "s" : "");
const moreItems = (count) => `... ${count} more item${plural(count)}`;

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

function formatValue(ctx, given, depth, inTypedArray) {
  if (!isObject(given)) return given === null ? "null" : formatPrimitive(ctx, given);
  let value = given;
  let proxies = 0;
  for (let target = targetOf(value); target !== undefined; target = targetOf(value)) {
    proxies++;
    if (target === null) return wrapProxies("<Revoked Proxy>", proxies - 1);
    value = target;
  }
  if (ctx.customInspect) {
    const custom = value[customInspect];
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

// What a value is called.

function constructorName(value) {
  for (let object = value; object !== null; object = ObjectGetPrototypeOf(object)) {
    const known = maps.get(prototypes, object);
    if (known !== undefined && object !== value) return known;
    const descriptor = descriptorOf(object, "constructor");
    const maker = descriptor?.value;
    if (typeof maker === "function" && targetOf(maker) === undefined) {
      const name = nameOf(maker);
      if (name !== "" && hasInstance(maker, value)) return name;
    } else if (typeof maker === "function") {
      const name = nameOf(targetOf(maker) ?? value);
      if (name !== "") return name;
    }
  }
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype === null) return null;
  const own = className(value);
  const above = constructorName(prototype);
  return above === null ? `${own} <[Object: null prototype] {}>` : `${own} <${above}>`;
}

/** A function's own name, never through a getter. */
function nameOf(fn) {
  const name = descriptorOf(fn, "name")?.value;
  return typeof name === "string" ? name : "";
}

/** What the engine calls it when nothing else does. */
function className(value) {
  try {
    return text.slice(objectToString(value), 8, -1);
  } catch {
    return "Object";
  }
}

function prefix(maker, tag, fallback, size = "") {
  if (maker === null)
    return tag !== "" && fallback !== tag
      ? `[${fallback}${size}: null prototype] [${tag}] `
      : `[${fallback}${size}: null prototype] `;
  if (tag !== "" && maker !== tag) return `${maker}${size} [${tag}] `;
  return `${maker}${size} `;
}

function plainPrefix(value, maker, tag) {
  let fallback = "";
  if (maker === null) {
    fallback = className(value);
    if (fallback === tag) fallback = "Object";
  }
  return prefix(maker, tag, fallback);
}

function tagOf(ctx, value) {
  let tag = "";
  try {
    tag = value[symbolToStringTag];
  } catch {}
  if (typeof tag !== "string" || tag === "") return "";
  return (ctx.showHidden ? hasOwn : isEnumerable)(value, symbolToStringTag) ? "" : tag;
}

/** Keys that are shown; `elements`: without those of an array's elements. */
function keysOf(ctx, value, elements) {
  const all = ownKeys(value);
  const keys = list();
  for (let at = 0; at < all.length; at++) {
    const key = all[at];
    if (elements && isIndex(key)) continue;
    if (ctx.showHidden || isEnumerable(value, key)) add(keys, key);
  }
  return keys;
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

function functionBase(value, maker, tag) {
  let source = "";
  try {
    source = functionToString(value);
  } catch {}
  if (text.startsWith(source, "class") && text.endsWith(source, "}")) return classBase(value, maker, tag);
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

// Errors.

const remove = (keys, key) => {
  for (let at = 0; at < keys.length; at++)
    if (keys[at] === key) {
      for (let next = at + 1; next < keys.length; next++) keys[next - 1] = keys[next];
      drop(keys);
      return;
    }
};
const holds = (keys, key) => {
  for (let at = 0; at < keys.length; at++) if (keys[at] === key) return true;
  return false;
};

function formatError(ctx, error, maker, tag, keys) {
  let stack;
  try {
    stack = stackOf(error);
  } catch {
    return objectToString(error);
  }
  if (!ctx.showHidden) {
    remove(keys, "stack");
    for (const key of READ) {
      let value;
      try {
        value = error[key];
      } catch {
        continue;
      }
      if (typeof value !== "string" || text.includes(stack, value)) remove(keys, key);
    }
  } else remove(keys, "stack");
  if (hasOwn(error, "cause") && !holds(keys, "cause")) add(keys, "cause");
  const errors = descriptorOf(error, "errors")?.value;
  if (ArrayIsArray(errors) && !holds(keys, "errors")) add(keys, "errors");
  let name = "Error";
  let message = "";
  try {
    name = error.name ?? "Error";
    message = error.message;
  } catch {}
  stack = improved(stack, maker, name, tag);
  let from = typeof message === "string" && message !== "" ? text.indexOf(stack, message) : -1;
  if (from >= 0) from += message.length;
  if (text.indexOf(stack, "\n    at", max(from, 0)) < 0) stack = `[${stack}]`;
  return indentAfter(stack, ctx.indentation);
}
const READ = {
  __proto__: null,
  *[symbolIterator]() {
    yield "message";
    yield "name";
  },
};

/** The class in front, where the stack names only a base class or another name. */
function improved(stack, maker, name, tag) {
  if (typeof name !== "string") return stack;
  const length = name.length;
  const next = stack[length];
  const isName =
    text.endsWith(name, "Error") &&
    text.startsWith(stack, name) &&
    (stack.length === length || next === ":" || next === "\n");
  if (maker !== null && !isName) return stack;
  const wanted = text.slice(prefix(maker, tag, "Error"), 0, -1);
  if (name === wanted) return stack;
  const rest = text.slice(stack, length);
  return text.includes(wanted, name) ? wanted + rest : `${wanted} [${name}]${rest}`;
}

// Entries.

function property(ctx, value, depth, key, kind, known) {
  const descriptor = known ?? descriptorOf(value, key);
  let shown;
  if (descriptor === undefined) shown = "undefined";
  else if (hasOwn(descriptor, "value")) {
    ctx.indentation += 2;
    shown = formatValue(ctx, descriptor.value, depth);
    ctx.indentation -= 2;
  } else if (descriptor.get !== undefined) {
    const label = descriptor.set === undefined ? "Getter" : "Getter/Setter";
    shown = ctx.getters === true ? gotten(ctx, value, depth, descriptor, label) : `[${label}]`;
  } else shown = descriptor.set === undefined ? "undefined" : "[Setter]";
  if (kind === ELEMENT) return shown;
  const name = quoteKey(key);
  return `${descriptor !== undefined && !descriptor.enumerable ? `[${name}]` : name}: ${shown}`;
}

function gotten(ctx, value, depth, descriptor, label) {
  ctx.indentation += 2;
  let shown;
  try {
    const result = ReflectApply(descriptor.get, value, []);
    shown = isObject(result)
      ? `[${label}] ${formatValue(ctx, result, depth)}`
      : `[${label}: ${formatValue(ctx, result, depth)}]`;
  } catch (error) {
    shown = `[${label}: <Inspection threw (${formatValue(ctx, error, depth)})>]`;
  }
  ctx.indentation -= 2;
  return shown;
}

function extraEntry(ctx, value, depth, key, inTypedArray) {
  ctx.indentation += 2;
  const shown = formatValue(ctx, value[key], depth, inTypedArray);
  ctx.indentation -= 2;
  return `[${key}]: ${shown}`;
}

function arrayEntries(ctx, value, depth) {
  const { length } = value;
  const most = min(max(0, ctx.maxArrayLength), length);
  const output = list();
  for (let index = 0; index < most; index++) {
    const descriptor = descriptorOf(value, index);
    if (descriptor === undefined) return sparseEntries(ctx, value, depth, most, output, index);
    add(output, property(ctx, value, depth, index, ELEMENT, descriptor));
  }
  if (length > most) add(output, moreItems(length - most));
  return output;
}

function sparseEntries(ctx, value, depth, most, output, start) {
  const keys = ObjectKeys(value);
  let index = start;
  for (let at = start; at < keys.length && output.length < most; at++) {
    const key = keys[at];
    if (!isIndex(key)) break;
    const position = +key;
    if (position !== index) {
      const empty = position - index;
      add(output, `<${empty} empty item${plural(empty)}>`);
      index = position;
      if (output.length === most) break;
    }
    add(output, property(ctx, value, depth, key, ELEMENT));
    index++;
  }
  const remaining = value.length - index;
  if (remaining > 0)
    add(output, output.length === most ? moreItems(remaining) : `<${remaining} empty item${plural(remaining)}>`);
  return output;
}

function typedEntries(ctx, value) {
  const length = bytes.length(value);
  const most = min(max(0, ctx.maxArrayLength), length);
  const output = list();
  for (let index = 0; index < most; index++) {
    const element = value[index];
    add(output, typeof element === "bigint" ? `${StringOf(element)}n` : formatNumber(element));
  }
  if (length > most) add(output, moreItems(length - most));
  return output;
}

function bufferEntries(ctx, value) {
  let view;
  try {
    view = new bytes.view(value);
  } catch {
    return addAll("(detached)");
  }
  const length = bytes.length(view);
  const most = min(max(0, ctx.maxArrayLength), length);
  const shown = list();
  const digits = "0123456789abcdef";
  for (let index = 0; index < most; index++) add(shown, digits[view[index] >> 4] + digits[view[index] & 15]);
  const more = length > most ? ` ... ${length - most} more byte${plural(length - most)}` : "";
  return addAll(`[Uint8Contents]: <${joined(shown, " ")}${more}>`);
}

const addAll = (entry) => {
  const output = list();
  add(output, entry);
  return output;
};

function setEntries(ctx, value, depth) {
  return collectionEntries(ctx, sets.size(value), setValues(value), setIteratorNext, (item) =>
    formatValue(ctx, item, depth),
  );
}

function mapEntriesOf(ctx, value, depth) {
  return collectionEntries(
    ctx,
    maps.size(value),
    mapEntries(value),
    mapIteratorNext,
    (entry) => `${formatValue(ctx, entry[0], depth)} => ${formatValue(ctx, entry[1], depth)}`,
  );
}

function collectionEntries(ctx, size, iterator, next, show) {
  const most = min(max(0, ctx.maxArrayLength), size);
  const output = list();
  ctx.indentation += 2;
  while (output.length < most) {
    const step = next(iterator);
    if (step.done) break;
    add(output, show(step.value));
  }
  if (size > most) add(output, moreItems(size - most));
  ctx.indentation -= 2;
  return output;
}

const unknownEntries = () => addAll("<items unknown>");

function promiseEntries(ctx, value, depth) {
  const state = host.promiseState(value);
  if (state === 0) return addAll("<pending>");
  ctx.indentation += 2;
  const shown = formatValue(ctx, host.promiseResult(value), depth);
  ctx.indentation -= 2;
  return addAll(state === 2 ? `<rejected> ${shown}` : shown);
}

// Lines.

function layOut(ctx, output, base, shape, depth, value) {
  const { open, close } = shape;
  const start = base === "" ? "" : `${base} `;
  const count = output.length;
  let entries = output;
  if (ctx.compact >= 1) {
    if (shape.kind === ARRAY && count > 6) entries = grouped(ctx, output, value);
    if (ctx.currentDepth - depth < ctx.compact && count === entries.length) {
      const length = entries.length + ctx.indentation + open.length + base.length + 10;
      if (fits(ctx, entries, length, base)) {
        const line = joined(entries, ", ");
        if (!text.includes(line, "\n")) return `${start}${open} ${line} ${close}`;
      }
    }
  }
  const indentation = `\n${text.repeat(" ", ctx.indentation)}`;
  return `${start}${open}${indentation}  ${joined(entries, `,${indentation}  `)}${indentation}${close}`;
}

function fits(ctx, entries, start, base) {
  let length = entries.length + start;
  if (length + entries.length > ctx.breakLength) return false;
  for (let at = 0; at < entries.length; at++) {
    length += entries[at].length;
    if (length > ctx.breakLength) return false;
  }
  return base === "" || !text.includes(base, "\n");
}

/** Six or more entries in columns, as near a square as characters allow. */
function grouped(ctx, output, value) {
  let total = 0;
  let longest = 0;
  let count = output.length;
  if (ctx.maxArrayLength < output.length) count--;
  const lengths = list();
  for (let at = 0; at < count; at++) {
    const length = width(output[at]);
    add(lengths, length);
    total += length + 2;
    if (length > longest) longest = length;
  }
  const cell = longest + 2;
  if (!(cell * 3 + ctx.indentation < ctx.breakLength && (total / cell > 5 || longest <= 6))) return output;
  const bias = max(cell - 3 - sqrt(cell - total / output.length), 1);
  const columns = min(
    round(sqrt(2.5 * bias * count) / bias),
    floor((ctx.breakLength - ctx.indentation) / cell),
    ctx.compact * 4,
    15,
  );
  if (columns <= 1) return output;
  const widths = list();
  for (let column = 0; column < columns; column++) {
    let widest = 0;
    for (let at = column; at < output.length; at += columns) if (lengths[at] > widest) widest = lengths[at];
    add(widths, widest + 2);
  }
  let pad = text.padStart;
  for (let at = 0; at < output.length; at++) {
    const kind = typeof value[at];
    if (kind !== "number" && kind !== "bigint") {
      pad = text.padEnd;
      break;
    }
  }
  const lines = list();
  for (let from = 0; from < count; from += columns) {
    const to = min(from + columns, count);
    let line = "";
    for (let at = from; at < to - 1; at++)
      line += pad(`${output[at]}, `, widths[at - from] + output[at].length - lengths[at], " ");
    const last = to - 1;
    line +=
      pad === text.padStart
        ? pad(output[last], widths[last - from] + output[last].length - lengths[last] - 2, " ")
        : output[last];
    add(lines, line);
  }
  if (ctx.maxArrayLength < output.length) add(lines, output[count]);
  return lines;
}
