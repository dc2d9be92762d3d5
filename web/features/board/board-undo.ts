/**
 * Makes tldraw's undo a person's own. Its history is local, but it puts whole records back: it would take another's
 * later colour away with one's own move, bring back what another has deleted, and delete what another has worked on.
 */
import { isShape, type RecordsDiff, type TLRecord, type TLStore } from "tldraw";
import { carryOver, isEqual } from "./record-merge.ts";

export interface OwnUndo {
  /** To be told of each record that somebody else changed. */
  touched(ids: Iterable<string>): void;
  dispose(): void;
}

export function keepUndoOwn(store: TLStore): OwnUndo {
  /** Records that others have changed since this page opened the board. */
  const theirs = new Set<string>();
  const apply = store.applyDiff;
  // Undo, redo and cancel all go through here; nothing else in the editor does but exact previews that it takes back.
  store.applyDiff = (diff, options) => {
    apply.call(store, options?.ignoreEphemeralKeys ? ownPart(store, diff, theirs) : diff, options);
  };
  return {
    touched(ids) {
      for (const id of ids) theirs.add(id);
    },
    dispose() {
      store.applyDiff = apply;
    },
  };
}

/** The part of a change that can be applied now without undoing anybody else's. Document records only. */
export function ownPart(
  store: TLStore,
  diff: RecordsDiff<TLRecord>,
  theirs: ReadonlySet<string>,
): RecordsDiff<TLRecord> {
  const part = { added: {}, updated: {}, removed: {} } as RecordsDiff<TLRecord>;
  const kept = (record: TLRecord) => store.scopedTypes.document.has(record.typeName);
  for (const record of Object.values(diff.removed)) {
    const now = store.get(record.id);
    if (!now || (kept(record) && theirs.has(record.id) && !isEqual(now, record))) continue;
    part.removed[record.id] = record as never;
  }
  for (const record of Object.values(diff.added)) {
    // A record that is there again was put back by another; one without its parent would be invisible for ever.
    if (store.has(record.id) || !hasPlace(store, diff, record)) continue;
    part.added[record.id] = record as never;
  }
  for (const [from, to] of Object.values(diff.updated)) {
    const now = store.get(to.id);
    if (!kept(to)) part.updated[to.id] = [from, to] as never;
    else if (now) {
      const next = theirs.has(to.id) ? carryOver(from, to, now, "yield") : to;
      if (!hasPlace(store, diff, next)) continue;
      part.updated[to.id] = [now, next] as never;
    }
  }
  return part;
}

function hasPlace(store: TLStore, diff: RecordsDiff<TLRecord>, record: TLRecord): boolean {
  const there = (id: string) => (store.has(id as TLRecord["id"]) && !(id in diff.removed)) || id in diff.added;
  if (isShape(record)) return there(record.parentId);
  if (record.typeName === "binding") return there(record.fromId) && there(record.toId);
  return true;
}
