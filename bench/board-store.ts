/**
 * The board's record store against the two plain ways of keeping records in Yjs: a Y.Map, and an array of entries
 * whose positions are found by a scan: microseconds a set, and the size of the document afterwards.
 */
import * as Y from "yjs";
import { type BoardEntry, recordsOf } from "#protocol/documents";
import { RecordStore } from "#web/features/board/record-store";
import { kb, ms, type Row } from "./figures.ts";

const RECORDS = 5_000;
const UPDATES = 50_000;
/** Microseconds a set, and bytes of the document for each of the live records as JSON. */
const REACH = { set: 20, size: 2 };

function shape(n: number, x: number) {
  return {
    x,
    y: n * 7.25,
    rotation: 0,
    index: `a${n}`,
    parentId: "page:page",
    isLocked: false,
    opacity: 1,
    props: { w: 120, h: 80, geo: "rectangle", color: "blue", fill: "none", dash: "draw", size: "m", font: "draw" },
    meta: {},
    id: `shape:${n}`,
    type: "geo",
    typeName: "shape",
  };
}

/** The same pseudo-random order for everyone. */
function* order(): Generator<number> {
  let state = 12345;
  while (true) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    yield state % RECORDS;
  }
}

interface Contestant {
  name: string;
  /** Not every one can be asked for all the updates. */
  updates: number;
  open(doc: Y.Doc): (key: string, val: unknown) => void;
}

const OURS = "board";

const contestants: Contestant[] = [
  {
    name: OURS,
    updates: UPDATES,
    open(doc) {
      const store = new RecordStore(doc);
      return (key, val) => store.set(key, val);
    },
  },
  {
    name: "Y.Map",
    updates: UPDATES,
    open(doc) {
      const map = doc.getMap("records");
      return (key, val) => map.set(key, val);
    },
  },
  {
    name: "scanned array",
    updates: Math.min(UPDATES, 5000),
    open(doc) {
      const array = recordsOf(doc);
      const live = new Map<string, BoardEntry>();
      array.observe((event) => {
        for (const item of event.changes.added) {
          for (const entry of item.content.getContent()) live.set(entry.key, entry);
        }
      });
      return (key, val) =>
        doc.transact(() => {
          const old = live.get(key);
          if (old) {
            let index = 0;
            for (const entry of array) {
              if (entry === old) break;
              index++;
            }
            array.delete(index);
          }
          array.push([{ key, val }]);
        });
    },
  },
];

function measure({ name, updates, open }: Contestant): Row {
  const doc = new Y.Doc();
  const set = open(doc);
  doc.transact(() => {
    for (let n = 0; n < RECORDS; n++) set(`shape:${n}`, shape(n, 0));
  });
  const live = new Map<number, number>();
  const keys = order();
  let sent = 0;
  doc.on("update", (update) => {
    sent += update.length;
  });
  const began = performance.now();
  for (let i = 1; i <= updates; i++) {
    const n = keys.next().value as number;
    live.set(n, i);
    set(`shape:${n}`, shape(n, i));
  }
  const each = ((performance.now() - began) * 1000) / updates;
  let json = 0;
  for (let n = 0; n < RECORDS; n++) json += JSON.stringify(shape(n, live.get(n) ?? 0)).length;
  const bytes = Y.encodeStateAsUpdate(doc).length;
  const opened = performance.now();
  const copy = new Y.Doc();
  open(copy);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const figures = [
    `${each.toFixed(1)} µs a set`,
    `${kb(bytes)} = ${(bytes / json).toFixed(2)} × the live JSON`,
    `${(sent / updates).toFixed(0)} B an update`,
    `opened in ${ms(performance.now() - opened)}`,
  ].join(", ");
  const what = `${name === OURS ? "" : "  "}${name}: ${RECORDS} records, ${updates} updates`;
  if (name !== OURS) return { what, figures, reached: null };
  const reached = each <= REACH.set && bytes / json <= REACH.size;
  return { what, figures, reach: `≤ ${REACH.set} µs, ≤ ${REACH.size} ×`, reached };
}

export async function board(): Promise<Row[]> {
  return contestants.map(measure);
}
