/** Someone who types into a Y.Text and keeps the updates that a client would send. */
import * as Y from "yjs";
import type { StoredDocument } from "#collab-server/storage/storage";

export class Typist {
  readonly doc = new Y.Doc();
  readonly #text = this.doc.getText("text");
  readonly #updates: Uint8Array[] = [];

  constructor() {
    this.doc.on("update", (update: Uint8Array) => this.#updates.push(update));
  }

  /** The update of typing `words` at the end. */
  type(words: string): Uint8Array {
    this.#text.insert(this.#text.length, words);
    const update = this.#updates.pop();
    if (!update) throw new Error("Typing made no update");
    return update;
  }

  get text(): string {
    return this.#text.toString();
  }
}

/** What a stored document says, applied as a server does. */
export function readText(stored: StoredDocument | null): string {
  if (!stored) throw new Error("The document is not there");
  const doc = new Y.Doc();
  if (stored.snapshot) Y.applyUpdateV2(doc, stored.snapshot);
  for (const update of stored.updates) Y.applyUpdate(doc, update);
  return doc.getText("text").toString();
}
