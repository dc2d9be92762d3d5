/** The engine's bytes with what we change in them. Throws if it is laid out differently: then nothing is to be run. */
import { TABLE } from "./engine-values.ts";
import { writeWordsOfV8 } from "./engine-words.ts";
import { FIRST_MEMORY, PAGE } from "./limits.ts";
import { watchThrown } from "./thrown.ts";
import { Wasm } from "./wasm.ts";

export function changedEngine(original: Uint8Array): Uint8Array<ArrayBuffer> {
  const wasm = new Wasm(original);
  // Finds places by words that the other one changes.
  watchThrown(wasm);
  writeWordsOfV8(wasm);
  wasm.exportTable(TABLE);
  wasm.needMemory(FIRST_MEMORY / PAGE);
  return wasm.build();
}
