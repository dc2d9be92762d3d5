// What stands between an object's braces.

import { host } from "./host.js";
import { formatNumber, formatValue, isObject, plural } from "./inspect.js";
import {
  add,
  bytes,
  descriptorOf,
  hasOwn,
  joined,
  list,
  mapEntries,
  mapIteratorNext,
  maps,
  max,
  min,
  ObjectKeys,
  ReflectApply,
  StringOf,
  setIteratorNext,
  sets,
  setValues,
} from "./intrinsics.js";
import { ELEMENT } from "./layout.js";
import { isIndex, quoteKey } from "./quote.js";

const moreItems = (count) => `... ${count} more item${plural(count)}`;

export function property(ctx, value, depth, key, kind, known) {
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

export function extraEntry(ctx, value, depth, key, inTypedArray) {
  ctx.indentation += 2;
  const shown = formatValue(ctx, value[key], depth, inTypedArray);
  ctx.indentation -= 2;
  return `[${key}]: ${shown}`;
}

export function arrayEntries(ctx, value, depth) {
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

export function typedEntries(ctx, value) {
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

export function bufferEntries(ctx, value) {
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

export function setEntries(ctx, value, depth) {
  return collectionEntries(ctx, sets.size(value), setValues(value), setIteratorNext, (item) =>
    formatValue(ctx, item, depth),
  );
}

export function mapEntriesOf(ctx, value, depth) {
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

export const unknownEntries = () => addAll("<items unknown>");

export function promiseEntries(ctx, value, depth) {
  const state = host.promiseState(value);
  if (state === 0) return addAll("<pending>");
  ctx.indentation += 2;
  const shown = formatValue(ctx, host.promiseResult(value), depth);
  ctx.indentation -= 2;
  return addAll(state === 2 ? `<rejected> ${shown}` : shown);
}
