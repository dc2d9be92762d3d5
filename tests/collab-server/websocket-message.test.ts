import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { webSocketMessage } from "#collab-server/websocket-message";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
await once(server, "listening");
const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
const [, request] = await once(server, "connection");
const net: Socket = request.socket;
afterAll(() => {
  client.terminate();
  server.close();
});

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])("a client reads a message of %i bytes", async (length) => {
  const payload = Uint8Array.from({ length }, (_, n) => n % 251);
  const read = once(client, "message");
  net.write(webSocketMessage(payload));
  const [bytes, binary] = (await read) as [Buffer, boolean];
  expect(binary).toBe(true);
  expect(Buffer.compare(bytes, payload)).toBe(0);
});

test("a broadcast is made once, and another of the same bytes is another", () => {
  const [one, two] = [new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 3])];
  const made = webSocketMessage(one);
  expect(webSocketMessage(one)).toBe(made);
  expect(webSocketMessage(two)).not.toBe(made);
  expect(webSocketMessage(two)).toEqual(made);
});
