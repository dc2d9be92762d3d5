/** Boards of several people in one process: documents that are synced by hand, and tldraw stores without an editor. */
import { createShapeId, createTLStore, type TLGeoShape, type TLShapeId, type TLStore, toRichText } from "tldraw";
import * as Y from "yjs";
import { bindBoard } from "#web/features/board/board-binding";
import { boardSchema } from "#web/features/board/board-schema";
import { keepUndoOwn } from "#web/features/board/board-undo";
import { RecordStore } from "#web/features/board/record-store";

export function makeBoard(clientID: number, canWrite = true, fits: (bytes: number) => boolean = () => true) {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const records = new RecordStore(doc);
  const store = createTLStore({ schema: boardSchema });
  const undo = keepUndoOwn(store);
  const told: string[] = [];
  const binding = bindBoard({
    store,
    records,
    canWrite: () => canWrite,
    fits,
    onFull: () => told.push("full"),
    onRemote: (ids) => undo.touched(ids),
  });
  return { told, doc, records, store, binding };
}
export type TestBoard = ReturnType<typeof makeBoard>;

export function sync(...boards: { doc: Y.Doc }[]) {
  for (const from of boards) {
    for (const to of boards) {
      if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), "network");
    }
  }
}

/** The whole record of a rectangle on the first page. */
export function box(id: TLShapeId = createShapeId(), change: Partial<TLGeoShape> = {}): TLGeoShape {
  return {
    id,
    typeName: "shape",
    type: "geo",
    x: 0,
    y: 0,
    rotation: 0,
    index: "a1" as TLGeoShape["index"],
    parentId: "page:page" as TLGeoShape["parentId"],
    isLocked: false,
    opacity: 1,
    meta: {},
    props: {
      w: 100,
      h: 100,
      geo: "rectangle",
      dash: "draw",
      growY: 0,
      url: "",
      scale: 1,
      color: "black",
      labelColor: "black",
      fill: "none",
      size: "m",
      font: "draw",
      align: "middle",
      verticalAlign: "middle",
      richText: toRichText(""),
    },
    ...change,
  };
}

export function shapesOf(store: TLStore): TLGeoShape[] {
  return store.allRecords().filter((record) => record.typeName === "shape") as TLGeoShape[];
}
