/** What a stored record must be to be shown: migrated to this tldraw's schema, valid, and of the document. */
import { createTLSchema, type SerializedSchema, type TLRecord, type TLStoreSchema } from "tldraw";

/**
 * The schemas in which records have been stored, oldest first. An entry's `v` is its generation, 1 where it has none.
 * A newer tldraw adds its own at the end (a test fails until it does); an entry of a generation that is not listed
 * comes from a later page and is left aside.
 */
export const GENERATIONS: readonly SerializedSchema[] = [
  {
    schemaVersion: 2,
    sequences: {
      "com.tldraw.store": 4,
      "com.tldraw.asset": 1,
      "com.tldraw.camera": 1,
      "com.tldraw.document": 2,
      "com.tldraw.instance": 25,
      "com.tldraw.instance_page_state": 5,
      "com.tldraw.page": 1,
      "com.tldraw.instance_presence": 6,
      "com.tldraw.pointer": 1,
      "com.tldraw.shape": 4,
      "com.tldraw.asset.bookmark": 2,
      "com.tldraw.asset.image": 5,
      "com.tldraw.asset.video": 5,
      "com.tldraw.shape.arrow": 6,
      "com.tldraw.shape.bookmark": 2,
      "com.tldraw.shape.draw": 2,
      "com.tldraw.shape.embed": 4,
      "com.tldraw.shape.frame": 1,
      "com.tldraw.shape.geo": 10,
      "com.tldraw.shape.group": 0,
      "com.tldraw.shape.highlight": 1,
      "com.tldraw.shape.image": 5,
      "com.tldraw.shape.line": 5,
      "com.tldraw.shape.note": 9,
      "com.tldraw.shape.text": 3,
      "com.tldraw.shape.video": 4,
      "com.tldraw.binding.arrow": 1,
    },
  },
];
export const GENERATION = GENERATIONS.length;

/** The document's types of record. Everything else (camera, selection, presence) belongs to one page alone. */
const STORED = new Set(["document", "page", "shape", "binding", "asset"]);

export const boardSchema: TLStoreSchema = createTLSchema();

/** The record, or null if it cannot be shown. Never throws, whatever a client has written. */
export function readRecord(key: string, val: unknown, generation = 1): TLRecord | null {
  if (typeof val !== "object" || val === null || !("typeName" in val) || !("id" in val) || val.id !== key) return null;
  if (typeof val.typeName !== "string" || !STORED.has(val.typeName)) return null;
  const schema = GENERATIONS[generation - 1];
  if (!schema) return null;
  try {
    const migrated =
      generation === GENERATION
        ? { type: "success" as const, value: val as TLRecord }
        : boardSchema.migratePersistedRecord(val as TLRecord, schema);
    if (migrated.type === "error") return null;
    // `validate` returns a record of its own where it had to be narrowed; the cast is what it has just proved.
    return boardSchema.types[migrated.value.typeName].validate(migrated.value) as TLRecord;
  } catch {
    return null;
  }
}
