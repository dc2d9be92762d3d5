/** A document with a whole recorded editing history in it: written through the server, then opened by a new client. */
import { setTimeout as wait } from "node:timers/promises";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { App } from "./app.ts";
import { ms, percentile, type Row, spread } from "./figures.ts";
import { createRoom, type Member } from "./rooms.ts";
import { readTrace, replay, TRACE_FOLDERS } from "./traces.ts";

const OPENINGS = 20;

async function open(
  app: App,
  member: Member,
  document: Y.Doc,
): Promise<{ provider: HocuspocusProvider; close(): void }> {
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: `ws://127.0.0.1:${app.port}/collab`,
    WebSocketPolyfill: WebSocket,
  });
  const provider = new HocuspocusProvider({
    websocketProvider,
    name: `room/${member.roomId}/code`,
    document,
    token: member.ticket,
  });
  provider.attach();
  await new Promise<void>((resolve, reject) => {
    provider.on("synced", () => resolve());
    provider.on("authenticationFailed", ({ reason }: { reason: string }) => reject(new Error(reason)));
  });
  return {
    provider,
    close: () => {
      provider.destroy();
      websocketProvider.destroy();
    },
  };
}

/** Resolves when no document is in memory: the next opening reads it from the database. */
async function unloaded(app: App): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const metrics = await (await fetch(`${app.url}/api/metrics`)).text();
    if (/^pairlab_documents 0$/m.test(metrics)) return;
    await wait(50);
  }
  throw new Error("the document stays in memory");
}

export async function opening(app: App): Promise<Row[]> {
  const trace = readTrace("rustcode");
  if (!trace) {
    return [
      {
        what: "first sync of the rustcode trace",
        figures: `not here: ${TRACE_FOLDERS.join(", ")}`,
        reached: null,
      },
    ];
  }
  const member = await createRoom(app, "Ada");
  const document = new Y.Doc();
  const writer = await open(app, member, document);
  replay(trace, document.getText("trace"));
  await new Promise<void>((resolve) => {
    if (!writer.provider.hasUnsyncedChanges) return resolve();
    writer.provider.on("unsyncedChanges", () => !writer.provider.hasUnsyncedChanges && resolve());
  });
  writer.close();
  const warm: number[] = [];
  const cold: number[] = [];
  for (let n = 0; n < OPENINGS; n++) {
    if (n % 2 === 0) await app.restart();
    await unloaded(app);
    const token = await member.ticket();
    const replica = new Y.Doc();
    const started = performance.now();
    const reader = await open(app, { ...member, ticket: async () => token }, replica);
    (n % 2 === 0 ? cold : warm).push(performance.now() - started);
    if (replica.getText("trace").toString() !== trace.endContent)
      throw new Error("the document differs from the trace");
    reader.close();
  }
  return [
    {
      what: "first sync of the rustcode trace, read from the database",
      figures: spread(warm),
      reach: "p50 ≤ 150 ms",
      reached: percentile(warm, 0.5) <= 150,
    },
    {
      what: "  the very first one after a start",
      figures: `p50 ${ms(percentile(cold, 0.5))} (n ${cold.length})`,
      reached: null,
    },
  ];
}
