import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { UnsavedChanges } from "#web/features/room/unsaved";
import { encodeDeletes } from "./sync-double.ts";

/** A page's document and the server's, which takes what it is given and names its state. */
function pair() {
  const page = new Y.Doc();
  const server = new Y.Doc();
  const unsaved = new UnsavedChanges(page, () => undefined);
  const text = page.getText("t");
  return {
    page,
    server,
    text,
    unsaved,
    send: () => Y.applyUpdate(server, Y.encodeStateAsUpdate(page)),
    saved: () => unsaved.saved(Y.encodeStateVector(server), encodeDeletes(server)),
  };
}

describe("unsaved changes", () => {
  it("count local transactions until the server names their state as durable", () => {
    const { text, unsaved, send, saved } = pair();
    text.insert(0, "a");
    text.insert(1, "b");
    expect(unsaved.count).toBe(2);
    saved();
    expect(unsaved.count).toBe(2);
    send();
    saved();
    expect(unsaved.count).toBe(0);
  });

  it("wait for a deletion that the state vector does not show", () => {
    const { text, unsaved, send, saved, server } = pair();
    text.insert(0, "hello");
    send();
    saved();
    const before = Y.encodeStateVector(server);
    text.delete(1, 3);
    expect(unsaved.count).toBe(1);
    saved();
    expect(unsaved.count).toBe(1);
    send();
    expect(Y.encodeStateVector(server)).toEqual(before);
    saved();
    expect(unsaved.count).toBe(0);
  });

  it("take deletions that become durable in several messages", () => {
    const { page, text, unsaved } = pair();
    text.insert(0, "abcdef");
    unsaved.saved(Y.encodeStateVector(page), new Uint8Array());
    page.transact(() => {
      text.delete(4, 1);
      text.delete(1, 1);
    });
    const only = (from: number, length: number) => encodeSet(page.clientID, from, length);
    unsaved.saved(Y.encodeStateVector(page), only(4, 1));
    expect(unsaved.count).toBe(1);
    unsaved.saved(Y.encodeStateVector(page), only(0, 3));
    expect(unsaved.count).toBe(0);
  });

  it("do not count what others wrote", () => {
    const { page, unsaved } = pair();
    const other = new Y.Doc();
    other.getText("t").insert(0, "theirs");
    Y.applyUpdate(page, Y.encodeStateAsUpdate(other));
    expect(unsaved.count).toBe(0);
  });

  it("count an undo, which inserts or deletes in its own name", () => {
    const { page, text, unsaved, send, saved } = pair();
    const undo = new Y.UndoManager(text);
    text.insert(0, "x");
    send();
    saved();
    undo.undo();
    expect(text.toString()).toBe("");
    expect(unsaved.count).toBe(1);
    saved();
    expect(unsaved.count).toBe(1);
    send();
    saved();
    expect(unsaved.count).toBe(0);
    page.destroy();
  });
});

/** One range, as Yjs encodes a delete set. All numbers below 128 but the client. */
function encodeSet(client: number, clock: number, length: number): Uint8Array {
  const bytes: number[] = [1];
  let rest = client;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest, 1, clock, length);
  return new Uint8Array(bytes);
}
