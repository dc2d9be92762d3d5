/**
 * Key → peer with bare clients: two stock providers in this process against a server in another. Ours writes each
 * edit ahead, the peers keep nothing. Rounds alternate, so that what the machine does meanwhile meets all alike.
 */

import { setTimeout as wait } from "node:timers/promises";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { App } from "./app.ts";
import { ms, percentile, type Row, spread } from "./figures.ts";
import { startStock, startYWebsocket } from "./load/systems.ts";
import { createRoom, joinRoom } from "./rooms.ts";

const KEYS = 300;
const ROUNDS = 3;
/** Milliseconds between keystrokes: faster than a person, slow enough that none waits for the one before. */
const PAUSE = 12;

interface Pair {
  writer: Y.Text;
  reader: Y.Text;
  close(): void;
}

async function hocuspocusPair(url: string, name: string, tokens: (() => Promise<string>)[]): Promise<Pair> {
  const sides = await Promise.all(
    [0, 1].map(async (side) => {
      const document = new Y.Doc();
      const websocketProvider = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket });
      const provider = new HocuspocusProvider({ websocketProvider, name, document, token: tokens[side] ?? "none" });
      provider.attach();
      await new Promise<void>((resolve, reject) => {
        provider.on("synced", () => resolve());
        provider.on("authenticationFailed", ({ reason }: { reason: string }) => reject(new Error(reason)));
      });
      return {
        document,
        close: () => {
          provider.destroy();
          websocketProvider.destroy();
        },
      };
    }),
  );
  return pairOf(sides as [Side, Side]);
}

interface Side {
  document: Y.Doc;
  close(): void;
}

function pairOf([a, b]: [Side, Side]): Pair {
  return {
    writer: a.document.getText("bench"),
    reader: b.document.getText("bench"),
    close: () => {
      a.close();
      b.close();
    },
  };
}

async function yWebsocketPair(port: number): Promise<Pair> {
  const sides = await Promise.all(
    [0, 1].map(async () => {
      const document = new Y.Doc();
      const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, "bench", document, {
        WebSocketPolyfill: WebSocket as never,
        disableBc: true,
      });
      await new Promise<void>((resolve) => provider.on("sync", (synced: boolean) => synced && resolve()));
      return { document, close: () => provider.destroy() };
    }),
  );
  return pairOf(sides as [Side, Side]);
}

async function measure({ writer, reader }: Pair, samples: number[]): Promise<void> {
  for (let key = 0; key < KEYS; key++) {
    const arrived = new Promise<number>((resolve) => {
      const observe = () => {
        reader.unobserve(observe);
        resolve(performance.now());
      };
      reader.observe(observe);
    });
    const pressed = performance.now();
    writer.insert(writer.length, "x");
    samples.push((await arrived) - pressed);
    await wait(PAUSE);
  }
}

export async function keystroke(app: App): Promise<Row[]> {
  const stock = await startStock();
  const yws = await startYWebsocket();
  const one = await createRoom(app, "Ada");
  const two = await joinRoom(app, one.joinCode, "Bo");
  const pairs = {
    ours: await hocuspocusPair(`ws://127.0.0.1:${app.port}/collab`, `room/${one.roomId}/code`, [
      one.ticket,
      two.ticket,
    ]),
    stock: await hocuspocusPair(`ws://127.0.0.1:${stock.port()}`, "bench", []),
    yws: await yWebsocketPair(yws.port()),
  };
  const samples = { ours: [] as number[], stock: [] as number[], yws: [] as number[] };
  try {
    for (const pair of Object.values(pairs)) await measure(pair, []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of ["ours", "stock", "yws"] as const) await measure(pairs[name], samples[name]);
    }
  } finally {
    for (const pair of Object.values(pairs)) pair.close();
    await Promise.all([stock.dispose(), yws.dispose()]);
  }
  const added = percentile(samples.ours, 0.5) - percentile(samples.stock, 0.5);
  return [
    { what: "key → peer, bare clients: Pairlab, written ahead", figures: spread(samples.ours), reached: null },
    { what: "  stock @hocuspocus/server 4.7.0, no store", figures: spread(samples.stock), reached: null },
    { what: "  y-websocket 2.1.0 server, no store", figures: spread(samples.yws), reached: null },
    { what: "  what durability adds at p50", figures: ms(added), reach: "≤ 3 ms", reached: added <= 3 },
  ];
}
