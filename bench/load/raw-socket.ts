/**
 * A WebSocket client that costs next to nothing, so that a load of thousands leaves the machine to the server under
 * test. Knows whole, unfragmented messages only, which is what every server here sends.
 */
import { createConnection, type Socket } from "node:net";

const PONG = 10;
const OPCODE = { binary: 2, close: 8, ping: 9 } as const;
const EMPTY = Buffer.alloc(0);

export class RawSocket {
  /** `payload` is valid during the call only. */
  onMessage: (payload: Uint8Array) => void = () => {};
  onClose: (code: number) => void = () => {};
  readonly #net: Socket;
  #rest: Buffer = EMPTY;
  #code = 1006;

  private constructor(net: Socket) {
    this.#net = net;
    net.setNoDelay(true);
    net.on("data", (bytes: Buffer) => this.#read(bytes));
    net.on("close", () => this.onClose(this.#code));
  }

  /** Rejects with the server's answer if it is not an upgrade. `prepare` sets the ears before the first byte. */
  static open(port: number, path: string, prepare: (socket: RawSocket) => void): Promise<RawSocket> {
    return new Promise((resolve, reject) => {
      const net = createConnection({ host: "127.0.0.1", port });
      net.on("error", reject);
      net.once("connect", () => {
        const key = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
        net.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
            `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
        );
      });
      let head: Buffer = EMPTY;
      const readHead = (bytes: Buffer) => {
        head = Buffer.concat([head, bytes]);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        net.off("data", readHead);
        if (!head.toString("latin1", 0, end).startsWith("HTTP/1.1 101")) {
          net.destroy();
          return reject(new Error(head.toString("latin1", 0, head.indexOf("\r\n"))));
        }
        const socket = new RawSocket(net);
        prepare(socket);
        resolve(socket);
        if (head.length > end + 4) socket.#read(head.subarray(end + 4));
      };
      net.on("data", readHead);
    });
  }

  send(payload: Uint8Array): void {
    this.#frame(OPCODE.binary, payload);
  }

  /** Messages of one moment in one write. */
  sendAll(payloads: Uint8Array[]): void {
    this.#net.cork();
    for (const payload of payloads) this.send(payload);
    this.#net.uncork();
  }

  close(): void {
    this.#net.destroy();
  }

  #frame(opcode: number, payload: Uint8Array): void {
    const { length } = payload;
    const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    const frame = Buffer.allocUnsafe(6 + extra + length);
    frame[0] = 0x80 | opcode;
    frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
    if (extra === 2) frame.writeUInt16BE(length, 2);
    if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2);
    // The mask is zero, which is as good as any other where nothing lies between the two.
    frame.fill(0, 2 + extra, 6 + extra);
    frame.set(payload, 6 + extra);
    this.#net.write(frame);
  }

  #read(bytes: Buffer): void {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let at = 0;
    for (;;) {
      if (all.length - at < 2) break;
      let length = (all[at + 1] as number) & 0x7f;
      let head = 2;
      if (length === 126) {
        if (all.length - at < 4) break;
        length = all.readUInt16BE(at + 2);
        head = 4;
      } else if (length === 127) {
        if (all.length - at < 10) break;
        length = Number(all.readBigUInt64BE(at + 2));
        head = 10;
      }
      if (all.length - at < head + length) break;
      const opcode = (all[at] as number) & 0x0f;
      const payload = all.subarray(at + head, at + head + length);
      at += head + length;
      if (opcode === OPCODE.binary) {
        this.onMessage(payload);
      } else if (opcode === OPCODE.ping) this.#frame(PONG, payload);
      else if (opcode === OPCODE.close && payload.length >= 2) this.#code = payload.readUInt16BE(0);
    }
    this.#rest = at === all.length ? EMPTY : Buffer.from(all.subarray(at));
  }
}
