/**
 * A binary message as a WebSocket carries it from the server: a head of two to ten bytes and the payload, unmasked and
 * uncompressed. `ws` would make the head anew for each reader, and each would get two pieces; here all get one.
 */

const BINARY_FINAL = 0x82;
/** The payload and the message made of it, of the last call: a broadcast is the same object again and again. */
let lastPayload: Uint8Array | undefined;
let lastMessage: Buffer | undefined;

export function webSocketMessage(payload: Uint8Array): Buffer {
  if (payload !== lastPayload || lastMessage === undefined) {
    lastPayload = payload;
    lastMessage = make(payload);
  }
  return lastMessage;
}

/** Lets go of the last one, which may be a whole document. */
export function forgetMessage(): void {
  lastPayload = undefined;
  lastMessage = undefined;
}

/** RFC 6455, section 5.2. */
function make(payload: Uint8Array): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 0x1_0000 ? 4 : 10;
  const message = Buffer.allocUnsafe(head + length);
  message[0] = BINARY_FINAL;
  message[1] = head === 2 ? length : head === 4 ? 126 : 127;
  if (head === 4) message.writeUInt16BE(length, 2);
  if (head === 10) message.writeBigUInt64BE(BigInt(length), 2);
  message.set(payload, head);
  return message;
}
