/** What the two protocols say: Hocuspocus' (ours, too) and y-websocket's, as far as a load needs it. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export type Heard =
  /** The whole state came, or what was missing of it. */
  | { kind: "state"; update: Uint8Array }
  | { kind: "update"; update: Uint8Array }
  | { kind: "taken"; ok: boolean }
  | { kind: "alive"; answer: Uint8Array }
  | { kind: "denied"; reason: string }
  | { kind: "other" };

export interface Wire {
  /** Path of the upgrade. */
  path: string;
  /** Sent on connecting: the ticket, if there is one, and the request for the state. */
  greeting: Uint8Array[];
  /** Bytes of a message that name the document. */
  address: number;
  update(update: Uint8Array): Uint8Array;
  awareness(update: Uint8Array): Uint8Array;
  /** Whether a message is an edit, at the least cost. */
  isUpdate(message: Uint8Array): boolean;
  hear(message: Uint8Array): Heard;
}

const EMPTY_STATE = new Uint8Array([0]);
const SYNC = 0;
const OTHER: Heard = { kind: "other" };

function write(parts: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  parts(encoder);
  return encoding.toUint8Array(encoder);
}

function hearSync(decoder: decoding.Decoder): Heard {
  const type = decoding.readVarUint(decoder);
  if (type === 0) return OTHER;
  const update = decoding.readVarUint8Array(decoder);
  return { kind: type === 1 ? "state" : "update", update };
}

/** `document` is the address on every message. */
export function hocuspocusWire(document: string, ticket: string): Wire {
  const address = write((encoder) => encoding.writeVarString(encoder, document));
  const say = (type: number, rest: (encoder: encoding.Encoder) => void) =>
    write((encoder) => {
      encoding.writeUint8Array(encoder, address);
      encoding.writeVarUint(encoder, type);
      rest(encoder);
    });
  const sync = (type: number, payload: Uint8Array) =>
    say(SYNC, (encoder) => {
      encoding.writeVarUint(encoder, type);
      encoding.writeVarUint8Array(encoder, payload);
    });
  const at = address.length;
  return {
    path: "/collab",
    greeting: [
      say(2, (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, ticket);
      }),
      sync(0, EMPTY_STATE),
    ],
    address: at,
    update: (update) => sync(2, update),
    awareness: (update) => say(1, (encoder) => encoding.writeVarUint8Array(encoder, update)),
    isUpdate: (message) => message[at] === SYNC && message[at + 1] === 2,
    hear(message) {
      if (message.length === 1) return message[0] === 9 ? { kind: "alive", answer: new Uint8Array([10]) } : OTHER;
      const decoder = decoding.createDecoder(message);
      decoder.pos = at;
      switch (decoding.readVarUint(decoder)) {
        case SYNC:
        case 4:
          return hearSync(decoder);
        case 2:
          return decoding.readVarUint(decoder) === 1
            ? { kind: "denied", reason: decoding.readVarString(decoder) }
            : OTHER;
        case 8:
          return { kind: "taken", ok: decoding.readVarUint(decoder) === 1 };
        default:
          return OTHER;
      }
    },
  };
}

export function yWebsocketWire(document: string): Wire {
  const sync = (type: number, payload: Uint8Array) =>
    write((encoder) => {
      encoding.writeVarUint(encoder, SYNC);
      encoding.writeVarUint(encoder, type);
      encoding.writeVarUint8Array(encoder, payload);
    });
  return {
    path: `/${document}`,
    greeting: [sync(0, EMPTY_STATE)],
    address: 0,
    update: (update) => sync(2, update),
    awareness: (update) =>
      write((encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint8Array(encoder, update);
      }),
    isUpdate: (message) => message[0] === SYNC && message[1] === 2,
    hear(message) {
      const decoder = decoding.createDecoder(message);
      return decoding.readVarUint(decoder) === SYNC ? hearSync(decoder) : OTHER;
    },
  };
}
