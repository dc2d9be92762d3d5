/** Whether the room's runs are the same each time: chosen once for everyone, as the entry is. */
import type * as Y from "yjs";
import { settingsOf } from "#protocol/documents";
import { MAX_SEED } from "#protocol/runs";

/** Undefined for whatever is no seed: others write this setting, too. */
export function readSeed(setting: unknown): number | undefined {
  const seed = typeof setting === "string" && /^\d{1,10}$/.test(setting) ? Number(setting) : -1;
  return seed >= 0 && seed <= MAX_SEED ? seed : undefined;
}

/** `undefined` lets runs differ again. */
export function chooseSeed(doc: Y.Doc, seed: number | undefined): void {
  doc.transact(
    () => {
      if (seed === undefined) settingsOf(doc).delete("seed");
      else settingsOf(doc).set("seed", String(seed));
    },
    { source: "seed" },
  );
}
