/**
 * How full a document is, so that the page refuses what the server would refuse: an update that is refused costs the
 * whole replica, a paste that is refused costs a sentence.
 */
import * as Y from "yjs";
import { MAX_DOCUMENT } from "#protocol/limits";

/** Bytes that are left free: what others write before this page hears of it, and keystrokes on their way. */
const RESERVE = 256 * 1024;
/** From here on people are told. */
const NEARLY = 0.85 * MAX_DOCUMENT;
/** Milliseconds between two exact looks, each of which encodes the document: some 30 ms for a full one. */
const LOOK_EVERY = 1_000;

export type Fullness = "fine" | "nearly" | "full";

export class DocumentSize {
  readonly #doc: Y.Doc;
  readonly #changed: () => void;
  /** Bytes of the encoded state, never too few: exact after a look, plus every update since. */
  #bytes = 0;
  #level: Fullness = "fine";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(doc: Y.Doc, changed: () => void) {
    this.#doc = doc;
    this.#changed = changed;
    doc.on("update", this.#grew);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get level(): Fullness {
    return this.#level;
  }

  /** Whether so many bytes more can be written. Deleting is always possible, and needs no question. */
  fits(bytes: number): boolean {
    if (this.#bytes + bytes + RESERVE <= MAX_DOCUMENT) return true;
    this.#look();
    return this.#bytes + bytes + RESERVE <= MAX_DOCUMENT;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#doc.off("update", this.#grew);
  }

  #grew = (update: Uint8Array): void => {
    this.#bytes += update.length;
    if (this.#bytes < NEARLY && this.#level === "fine") return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, LOOK_EVERY);
  };

  /** The sum of updates only grows; what they deleted and replaced takes less in truth. */
  #look(): void {
    this.#bytes = Y.encodeStateAsUpdate(this.#doc).length - keptForUndo(this.#doc);
    const level = this.#bytes + RESERVE >= MAX_DOCUMENT ? "full" : this.#bytes >= NEARLY ? "nearly" : "fine";
    if (level === this.#level) return;
    this.#level = level;
    this.#changed();
  }
}

/** Bytes of what this page deleted and can still undo: the server, which has no undo, has let go of them. */
function keptForUndo(doc: Y.Doc): number {
  let bytes = 0;
  const encoder = new TextEncoder();
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !struct.deleted) continue;
      const { content } = struct;
      if (content instanceof Y.ContentString) bytes += encoder.encode(content.str).length;
      else if (content instanceof Y.ContentAny) bytes += JSON.stringify(content.arr).length / 2;
    }
  }
  return bytes;
}

/** What a page says that refuses an edit. */
export const DOCUMENT_FULL =
  "This would make the room larger than it can be (5 MB). Nothing was changed. Delete something first.";
