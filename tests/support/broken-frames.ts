/** A client's frames as a bad line or a bad program makes them: doubled, out of order, cut short, with bits turned. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { DocumentId } from "#protocol/ids";
import type { Random } from "./random.ts";

function frame(document: DocumentId, type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, document);
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** An endless stream of what an honest client would say: edits of every kind, cursors, messages, questions. */
export function* honestFrames(document: DocumentId, root: string, random: Random): Generator<Uint8Array> {
  const doc = new Y.Doc();
  const text = doc.getText(root);
  const map = doc.getMap(`${root}-map`);
  const list = doc.getArray(`${root}-list`);
  let clock = 0;
  const update = (change: () => void) => {
    const before = Y.encodeStateVector(doc);
    doc.transact(change);
    const bytes = Y.encodeStateAsUpdate(doc, before);
    return frame(document, 0, (encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  };
  for (;;) {
    switch (random.int(9)) {
      case 0:
        yield update(() => text.delete(0, Math.min(text.length, 1 + random.int(3))));
        break;
      case 1:
        yield update(() => map.set(`k${random.int(4)}`, new Y.Map([["n", random.int(1_000)]])));
        break;
      case 2:
        yield update(() => list.push([{ id: random.int(1_000), deep: [[null, true, 1.5]] }, new Uint8Array([1, 2])]));
        break;
      case 3:
        yield update(() => text.format(0, Math.min(text.length, 4), { bold: random.chance(0.5) }));
        break;
      case 4: {
        const state = JSON.stringify({ view: { panel: "code" } });
        const inner = encoding.createEncoder();
        encoding.writeVarUint(inner, 1);
        encoding.writeVarUint(inner, doc.clientID);
        encoding.writeVarUint(inner, ++clock);
        encoding.writeVarString(inner, state);
        yield frame(document, 1, (encoder) => encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner)));
        break;
      }
      case 5:
        yield frame(document, 5, (encoder) =>
          encoding.writeVarString(encoder, JSON.stringify({ type: "run.stop", runId: `r${random.int(9)}` })),
        );
        break;
      case 6:
        yield frame(document, 0, (encoder) => {
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc));
        });
        break;
      default:
        yield update(() => text.insert(random.int(text.length + 1), `w${random.int(1_000)} `));
    }
  }
}

/** The frames that stand for one of them on a bad line, in the order in which they arrive. */
export function* broken(frames: Iterable<Uint8Array>, random: Random): Generator<Uint8Array> {
  const late: Uint8Array[] = [];
  for (const bytes of frames) {
    switch (random.int(5)) {
      case 0:
        yield bytes;
        yield bytes;
        break;
      case 1:
        late.push(bytes);
        break;
      case 2:
        yield bytes.slice(0, random.int(bytes.length));
        break;
      case 3: {
        const turned = bytes.slice();
        for (let bits = 1 + random.int(3); bits > 0; bits--) {
          const at = random.int(turned.length);
          turned[at] = (turned[at] as number) ^ (1 << random.int(8));
        }
        yield turned;
        break;
      }
      default:
        yield bytes;
    }
    if (late.length > 0 && random.chance(0.3)) yield late.splice(random.int(late.length), 1)[0] as Uint8Array;
  }
}
