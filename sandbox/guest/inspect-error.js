// Errors as inspect writes them.
import {
  ArrayIsArray,
  add,
  descriptorOf,
  drop,
  hasOwn,
  max,
  objectToString,
  symbolIterator,
  text,
} from "./intrinsics.js";
import { prefix } from "./names.js";
import { indentAfter } from "./quote.js";
import { stackOf } from "./stack.js";

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

export function formatError(ctx, error, maker, tag, keys) {
  let stack;
  try {
    stack = stackOf(error, ctx.errorFrames);
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
