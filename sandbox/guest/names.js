// What a value is called, and which of its keys are shown.
import {
  add,
  descriptorOf,
  hasInstance,
  hasOwn,
  isEnumerable,
  list,
  maps,
  ObjectGetPrototypeOf,
  objectToString,
  ownKeys,
  prototypes,
  symbolToStringTag,
  text,
} from "./intrinsics.js";
import { targetOf } from "./proxies.js";
import { isIndex } from "./quote.js";

export function constructorName(value) {
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
export function nameOf(fn) {
  const name = descriptorOf(fn, "name")?.value;
  return typeof name === "string" ? name : "";
}

/** What the engine calls it when nothing else does. */
export function className(value) {
  try {
    return text.slice(objectToString(value), 8, -1);
  } catch {
    return "Object";
  }
}

export function prefix(maker, tag, fallback, size = "") {
  if (maker === null)
    return tag !== "" && fallback !== tag
      ? `[${fallback}${size}: null prototype] [${tag}] `
      : `[${fallback}${size}: null prototype] `;
  if (tag !== "" && text.endsWith(tag, `.${maker}`)) return `${tag}${size} `;
  if (tag !== "" && maker !== tag) return `${maker}${size} [${tag}] `;
  return `${maker}${size} `;
}

export function plainPrefix(value, maker, tag) {
  let fallback = "";
  if (maker === null) {
    fallback = className(value);
    if (fallback === tag) fallback = "Object";
  }
  return prefix(maker, tag, fallback);
}

export function tagOf(ctx, value) {
  let tag = "";
  try {
    tag = value[symbolToStringTag];
  } catch {}
  if (typeof tag !== "string" || tag === "") return "";
  return (ctx.showHidden ? hasOwn : isEnumerable)(value, symbolToStringTag) ? "" : tag;
}

/** Keys that are shown; `elements`: without those of an array's elements. */
export function keysOf(ctx, value, elements) {
  const all = ownKeys(value);
  const keys = list();
  for (let at = 0; at < all.length; at++) {
    const key = all[at];
    if (elements && isIndex(key)) continue;
    if (ctx.showHidden || isEnumerable(value, key)) add(keys, key);
  }
  return keys;
}
