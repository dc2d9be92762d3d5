/** What a stored record must be to be shown: migrated to this tldraw's schema, valid, and of the document. */
import { createTLSchema, type SerializedSchema, type TLRecord, type TLStoreSchema } from "tldraw";
import { BOARD_SCHEMA } from "#protocol/board-schema";

/**
 * The schemas in which records have been stored, oldest first. An entry's `v` is its generation, 1 where it has none.
 * A newer tldraw adds its own at the end (a test fails until it does); an entry of a generation that is not listed
 * comes from a later page and is left aside.
 */
export const GENERATIONS: readonly SerializedSchema[] = [BOARD_SCHEMA];
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
