/** The collaboration server's side of the one interface that the pages' side has to it. */
import type { Registry } from "prom-client";
import * as Y from "yjs";
import { documentId, readFiles } from "#protocol/documents";
import type { Hub } from "#protocol/hub";
import type { DocumentId } from "#protocol/ids";
import type { Sandbox } from "#sandbox/client";
import type { Admission } from "./admission.ts";
import type { Documents } from "./documents.ts";
import type { Client } from "./gateway.ts";
import { READY_PATIENCE } from "./limits.ts";
import { type LiveDocument, load } from "./live-document.ts";
import type { Rooms } from "./rooms.ts";
import type { Socket } from "./socket.ts";
import { RoomGone, type Storage, StorageAway } from "./storage/storage.ts";
import { TestTrials } from "./test-trial.ts";
import type { UpdateLog } from "./update-log.ts";

/** The state vector of an empty document. */
const NOTHING_KNOWN = new Uint8Array([0]);

export interface HubParts {
  storage: Storage;
  sandbox: Sandbox;
  rooms: Rooms;
  documents: Documents;
  clients: Map<Socket, Client>;
  admission: Admission;
  registry: Registry;
  updateLog: UpdateLog;
  /** False once the process is about to end. */
  accepting(): boolean;
}

/** A database that says nothing is away, and whoever asks wants to know it now. */
async function answersInTime(storage: Storage): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_PATIENCE);
  });
  return Promise.race([storage.healthy(), late]).finally(() => clearTimeout(timer));
}

export function createHub({
  storage,
  sandbox,
  rooms,
  documents,
  admission,
  registry,
  updateLog,
  accepting,
}: HubParts): Hub {
  const trials = new TestTrials();
  /** By document, until it changes: a page of many files asks for it as often. */
  const states = new WeakMap<Y.Doc, Uint8Array>();
  const wholeState = (live: LiveDocument): Uint8Array => {
    const { doc } = live;
    const known = states.get(doc);
    if (known) return known;
    const state = live.stateSince(NOTHING_KNOWN);
    states.set(doc, state);
    doc.once("update", () => states.delete(doc));
    return state;
  };
  const read = async (document: DocumentId): Promise<Uint8Array | null> => {
    const live = documents.get(document);
    if (live) return wholeState(live);
    const stored = await storage.load(document);
    if (stored === null) return null;
    const doc = new Y.Doc();
    load(doc, stored);
    // As live: without what waits for edits that never came.
    doc.store.pendingStructs = null;
    doc.store.pendingDs = null;
    const state = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    return state;
  };
  return {
    async changed(id, change) {
      if (change.kind === "role" || change.kind === "removed") admission.change(id, change);
      const room = rooms.get(id);
      if (room === undefined) return;
      if (change.kind === "room") {
        // The change is made; a database that is away now only delays what it means for calls.
        const facts = await storage.room(id).catch(() => null);
        if (facts && facts.calls !== room.calls) {
          room.calls = facts.calls;
          for (const channel of room.channels) {
            if (channel.state.kind === "open") channel.state.live.presence.restamp(channel);
          }
        }
      }
      room.broadcast({ type: "room.changed" });
    },
    async online(id) {
      return rooms.get(id)?.people() ?? new Set();
    },
    read,
    async write(document, update, person) {
      // Whoever asks waits for the answer: better told at once than held until a disk has room again.
      if (!updateLog.available || !(await storage.healthy())) throw new StorageAway("The log cannot be written.");
      const done = await documents.use(document, async (live) => {
        await live.write(update, person);
        return true;
      });
      if (done === null) throw new RoomGone();
    },
    async tryTests(room, person, { path, text }, watch) {
      const state = sandbox.ready() ? await read(documentId(room, "code")) : null;
      if (!state) return null;
      const doc = new Y.Doc();
      Y.applyUpdate(doc, state);
      const files = readFiles(doc).map((file) => ({ path: file.path, text: file.text }));
      doc.destroy();
      return trials.run({ sandbox, room, person, files }, path, text, watch);
    },
    async ready() {
      return { database: await answersInTime(storage), sandbox: sandbox.ready(), accepting: accepting() };
    },
    metrics() {
      return registry.metrics();
    },
  };
}
