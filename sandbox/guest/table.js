// console.table in Node's boxes.

import { inspect } from "./inspect.js";
import {
  ArrayIsArray,
  add,
  bytes,
  hasOwn,
  joined,
  list,
  mapEntries,
  mapIteratorNext,
  maps,
  max,
  ObjectKeys,
  setIteratorNext,
  sets,
  setValues,
  text,
} from "./intrinsics.js";
import { width } from "./quote.js";

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

function cell(value) {
  const flat =
    typeof value === "object" && value !== null && !ArrayIsArray(value) && bytes.kind(value) === undefined
      ? ObjectKeys(value).length > 2
      : false;
  return inspect(value, { depth: flat ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
}

/** The table's text, or null where Node just logs the value. */
export function table(value, properties) {
  if (typeof value !== "object" || value === null) return null;
  if (maps.size(value) !== null) {
    const columns = [list(), list(), list()];
    const iterator = mapEntries(value);
    for (let step = mapIteratorNext(iterator); !step.done; step = mapIteratorNext(iterator)) {
      add(columns[0], `${columns[0].length}`);
      add(columns[1], cell(step.value[0]));
      add(columns[2], cell(step.value[1]));
    }
    return draw(["(iteration index)", "Key", "Values"], columns);
  }
  if (sets.size(value) !== null) {
    const columns = [list(), list()];
    const iterator = setValues(value);
    for (let step = setIteratorNext(iterator); !step.done; step = setIteratorNext(iterator)) {
      add(columns[0], `${columns[0].length}`);
      add(columns[1], cell(step.value));
    }
    return draw(["(iteration index)", "Values"], columns);
  }
  return rowsOf(value, properties);
}

function rowsOf(value, properties) {
  const index = ObjectKeys(value);
  const byName = { __proto__: null };
  const names = list();
  const values = list();
  let hasPrimitives = false;
  for (let row = 0; row < index.length; row++) {
    const item = value[index[row]];
    const primitive = !isObject(item);
    if (properties === undefined && primitive) {
      hasPrimitives = true;
      values[row] = cell(item);
      continue;
    }
    const keys = properties ?? ObjectKeys(item);
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at];
      if (byName[key] === undefined) {
        byName[key] = list();
        add(names, key);
      }
      byName[key][row] = primitive || !hasOwn(item, key) ? "" : cell(item[key]);
    }
  }
  // As an object's own keys go: numbers first.
  const heads = list();
  const columns = list();
  add(heads, "(index)");
  add(columns, index);
  const ordered = ObjectKeys(byName);
  for (let at = 0; at < ordered.length; at++) {
    add(heads, ordered[at]);
    add(columns, byName[ordered[at]]);
  }
  if (hasPrimitives) {
    add(heads, "Values");
    add(columns, values);
  }
  return draw(heads, columns);
}

function draw(heads, columns) {
  let rows = 0;
  const widths = list();
  for (let at = 0; at < heads.length; at++) rows = max(rows, columns[at].length);
  for (let at = 0; at < heads.length; at++) {
    let widest = width(heads[at]);
    for (let row = 0; row < rows; row++) widest = max(widest, width(columns[at][row] ?? ""));
    add(widths, widest);
  }
  const rule = (left, middle, right) => {
    const parts = list();
    for (let at = 0; at < widths.length; at++) add(parts, text.repeat("─", widths[at] + 2));
    return left + joined(parts, middle) + right;
  };
  const line = (at) => {
    const parts = list();
    for (let column = 0; column < heads.length; column++) {
      const shown = at < 0 ? heads[column] : (columns[column][at] ?? "");
      add(parts, shown + text.repeat(" ", widths[column] - width(shown)));
    }
    return `│ ${joined(parts, " │ ")} │`;
  };
  const lines = list();
  add(lines, rule("┌", "┬", "┐"));
  add(lines, line(-1));
  add(lines, rule("├", "┼", "┤"));
  for (let row = 0; row < rows; row++) add(lines, line(row));
  add(lines, rule("└", "┴", "┘"));
  return joined(lines, "\n");
}
