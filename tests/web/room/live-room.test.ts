// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket as NodeSocket } from "ws";
import * as Y from "yjs";
import type { Role } from "#protocol/access";
import { documentId, filesOf } from "#protocol/documents";
import type { PersonBody, RoomPageBody } from "#protocol/http";
import type { PersonId, RoomId } from "#protocol/ids";
import { CLOSE } from "#protocol/refusals";
import { LiveRoom } from "#web/features/room/live-room";
import { loadRecoveryCopy, putBack, type RecoveryCopy } from "#web/features/room/recovery";
import { SyncDouble } from "./sync-double.ts";

const ROOM = "r23456" as RoomId;
const CODE = documentId(ROOM, "code");
const BOARD = documentId(ROOM, "board");

function seed(): Uint8Array {
  const doc = new Y.Doc();
  const entry = new Y.Map<string | Y.Text>();
  entry.set("path", "main.js");
  entry.set("text", new Y.Text("let a;\n"));
  filesOf(doc).set("f1", entry as never);
  return Y.encodeStateAsUpdate(doc);
}

function pageOf(name: string, role: Role): RoomPageBody {
  const person: PersonBody = { id: name as PersonId, name, color: "#c2410c", role };
  return {
    room: { id: ROOM, title: "T", joinCode: "ABC234", url: "http://h/join/ABC234", locked: false, calls: true },
    person,
    people: [{ ...person, online: true }],
    settings: { turn: false },
  };
}

describe("the live room", () => {
  let double: SyncDouble;
  let url: string;
  let ticketStatus = 200;
  const open: LiveRoom[] = [];
  const roles = new Map<string, Role>();

  beforeEach(async () => {
    ticketStatus = 200;
    localStorage.clear();
    vi.stubGlobal("WebSocket", NodeSocket);
    double = new SyncDouble({
      who: (ticket) => pageOf(ticket, roles.get(ticket) ?? "student").person,
      load: (name) => (name === CODE ? seed() : null),
    });
    url = await double.listen();
  });
  afterEach(async () => {
    for (const room of open.splice(0)) room.dispose();
    await double.close();
    vi.unstubAllGlobals();
  });

  /** Pages share one global `fetch`, so tickets name whoever entered last; each keeps its own until it reconnects. */
  function enter(name: string, role: Role = "student"): LiveRoom {
    roles.set(name, role);
    vi.stubGlobal("fetch", async (path: string) =>
      path.endsWith("/ticket")
        ? Response.json({ ticket: name, expiresAt: Date.now() + 300_000 }, { status: ticketStatus })
        : Response.json(pageOf(name, roles.get(name) ?? role)),
    );
    const room = new LiveRoom(pageOf(name, role), url);
    open.push(room);
    room.open();
    return room;
  }
  const textIn = (doc: Y.Doc | undefined) => {
    const text = doc && filesOf(doc).get("f1")?.get("text");
    if (!(text instanceof Y.Text)) throw new Error("There is no such file.");
    return text;
  };
  const textOf = (room: LiveRoom) => textIn(room.client.get().code.doc);
  const state = (room: LiveRoom) => room.connection.get();
  const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
  const saved = (room: LiveRoom) => until(() => expect(state(room)).toEqual({ kind: "saved" }));

  it("connects, syncs, and lists the files", async () => {
    const room = enter("Sam");
    expect(state(room)).toEqual({ kind: "connecting" });
    await saved(room);
    expect(room.files.get()).toEqual([{ id: "f1", path: "main.js" }]);
    expect(room.client.get().connection).toMatch(/^.{8}$/);
  });

  it("says Saved only when the server has named the state as durable", async () => {
    const room = enter("Sam");
    await saved(room);
    double.hold(true);
    textOf(room).insert(0, "x");
    expect(state(room)).toEqual({ kind: "saving", unsaved: 1 });
    // The server has it, and every frame is acknowledged; that is not saved.
    await until(() => expect(textIn(double.document(CODE)).toString()).toBe("xlet a;\n"));
    expect(state(room)).toEqual({ kind: "saving", unsaved: 1 });
    double.hold(false);
    await saved(room);
  });

  it("keeps typing while offline, counts it, and merges it exactly once", async () => {
    const room = enter("Sam");
    await saved(room);
    double.cut({ answering: false });
    await until(() => expect(state(room).kind).toBe("offline"));
    const text = textOf(room);
    for (let i = 0; i < 14; i++) text.insert(i, "y");
    text.delete(0, 1);
    expect(state(room)).toMatchObject({ kind: "offline", unsaved: 15 });
    double.hold(true);
    double.cut({ answering: true });
    await until(() => expect(state(room)).toEqual({ kind: "saving", unsaved: 15 }));
    double.hold(false);
    await saved(room);
    expect(textIn(double.document(CODE)).toString()).toBe(`${"y".repeat(13)}let a;\n`);
    expect(double.document(CODE)?.store.pendingStructs).toBe(null);
  });

  it("does not say Saved after a reconnect while edits made just then are not durable", async () => {
    const room = enter("Sam");
    await saved(room);
    double.hold(true);
    double.cut();
    await until(() => expect(state(room).kind).toBe("offline"));
    textOf(room).insert(0, "z");
    const seen: string[] = [];
    room.connection.subscribe(() => seen.push(state(room).kind));
    await until(() => expect(state(room).kind).toBe("saving"));
    textOf(room).insert(0, "z");
    await until(() => expect(textIn(double.document(CODE)).toString()).toBe("zzlet a;\n"));
    expect(seen).not.toContain("saved");
    double.hold(false);
    await saved(room);
  });

  it("replaces a replica that the server refused, keeps its text, and puts it back beside the live file", async () => {
    const room = enter("Sam");
    await saved(room);
    const before = room.client.get();
    double.refusing = true;
    textOf(room).insert(0, "refused ");
    await until(() => expect(room.client.get()).not.toBe(before));
    await saved(room);
    expect(textOf(room).toString()).toBe("let a;\n");
    const copy = room.recovery.get();
    expect(copy?.files).toEqual([{ path: "main.js", text: "refused let a;\n" }]);
    expect(loadRecoveryCopy(ROOM)?.files).toEqual(copy?.files);
    putBack(room.client.get().code.doc, copy as RecoveryCopy);
    expect(room.files.get().map((file) => file.path)).toEqual(["main.js", "recovered/main.js"]);
    await saved(room);
  });

  it("is told apart from a broken network when the person was removed", async () => {
    const room = enter("Sam");
    await saved(room);
    double.cut({ code: CLOSE.removed });
    await until(() => expect(state(room)).toEqual({ kind: "removed" }));
    expect(room.removal.get()).toBe("removed");
    expect(textOf(room).toString()).toBe("let a;\n");
  });

  it("ends when no ticket is to be had any more", async () => {
    ticketStatus = 404;
    const room = enter("Sam");
    await until(() => expect(room.removal.get()).toBe("gone"));
    expect(state(room)).toEqual({ kind: "removed" });
  });

  it("goes on trying while tickets fail for a passing reason", async () => {
    ticketStatus = 503;
    const room = enter("Sam");
    await until(() => expect(state(room).kind).toBe("offline"));
    ticketStatus = 200;
    await saved(room);
  });

  it("says so when the server cannot write, and when it can again", async () => {
    const room = enter("Sam");
    await saved(room);
    double.hold(true);
    double.sayToAll(CODE, { type: "storage", ok: false });
    await until(() => expect(state(room).kind).toBe("not-saved"));
    textOf(room).insert(0, "q");
    expect(state(room)).toEqual({ kind: "not-saved", unsaved: 1 });
    double.sayToAll(CODE, { type: "storage", ok: true });
    double.hold(false);
    await saved(room);
  });

  it("obeys a new role at once", async () => {
    const room = enter("Sam");
    await saved(room);
    roles.set("Sam", "observer");
    double.sayToAll(CODE, { type: "role.changed", role: "observer" });
    await until(() => expect(state(room)).toEqual({ kind: "read-only" }));
    expect(room.page.get().person.role).toBe("observer");
  });

  it("shows two people to one another with the names that the server stamps", async () => {
    const sam = enter("Sam");
    await saved(sam);
    const priya = enter("Priya");
    await saved(priya);
    priya.client.get().setView({ panel: "board" });
    await until(() => expect(sam.presence.people.get().map((one) => one.person.name)).toEqual(["Sam", "Priya"]));
    await until(() => expect(sam.viewOf("Priya" as PersonId)?.panel).toBe("board"));
    await until(() => expect(priya.presence.people.get().map((one) => one.person.name)).toEqual(["Priya", "Sam"]));
  });

  it("opens the board once, on the same socket", async () => {
    const room = enter("Sam");
    await saved(room);
    const board = room.client.get().openBoard();
    expect(room.client.get().openBoard()).toBe(board);
    await until(() => expect(board.synced).toBe(true));
    double.hold(true);
    board.doc.getArray("records").push([{ key: "k", val: 1 }]);
    expect(state(room)).toEqual({ kind: "saving", unsaved: 1 });
    double.hold(false);
    await saved(room);
  });

  it("replaces only the board where the board was refused, keeps its records, and what the code still waits for", async () => {
    const room = enter("Sam");
    await saved(room);
    const before = room.client.get();
    const board = before.openBoard();
    await until(() => expect(board.synced).toBe(true));
    board.doc.getArray("records").push([{ key: "shape:a", val: { id: "shape:a" } }]);
    await saved(room);
    double.sayToAll(BOARD, { type: "refused", code: "document-full", message: "It is full." });
    double.refusing = true;
    board.doc.getArray("records").push([{ key: "shape:b", val: { id: "shape:b" } }]);
    await until(() => expect(room.client.get()).not.toBe(before));
    textOf(room).insert(0, "typed meanwhile ");
    await saved(room);
    expect(room.client.get().code.doc).toBe(before.code.doc);
    expect(textIn(double.document(CODE)).toString()).toBe("typed meanwhile let a;\n");
    expect(room.client.get().openBoard()).not.toBe(board);
    await until(() => expect(room.client.get().openBoard().synced).toBe(true));
    expect(room.client.get().openBoard().doc.getArray("records").length).toBe(1);
    const copy = room.recovery.get();
    expect(copy).toMatchObject({ reason: "It is full.", files: [] });
    expect(Object.keys(copy?.board ?? {})).toEqual(["shape:a", "shape:b"]);
    expect(loadRecoveryCopy(ROOM)?.board).toEqual(copy?.board);
  });

  it.each([
    [CLOSE.malformed, /arrived damaged/],
    [CLOSE.tooSlow, /network is too slow/],
    [CLOSE.tooLarge, /more at once than the server takes/],
    [CLOSE.tooMany, /open more than 8 times\. Close another tab/],
    [CLOSE.tooManyDocuments, /more than 64 documents at once\. Close some/],
    [CLOSE.fault, /server had a problem/],
    [1009, /more at once than the server takes/],
    [1012, /being restarted/],
  ])("says what a close with %i means, and goes on", async (code, sentence) => {
    const room = enter("Sam");
    await saved(room);
    double.cut({ code, answering: false });
    await until(() => expect(state(room).kind).toBe("offline"));
    expect((state(room) as { why?: string }).why).toMatch(sentence);
    double.cut({ answering: true });
    await saved(room);
  });
});
