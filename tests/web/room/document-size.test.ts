import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { MAX_DOCUMENT } from "#protocol/limits";
import { DocumentSize } from "#web/features/room/document-size";

const MEGA = 1024 * 1024;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a document says that it is nearly full, then full, and that there is room again; it never fits more than it may", () => {
  const doc = new Y.Doc();
  const levels: string[] = [];
  const size = new DocumentSize(doc, () => levels.push(size.level));
  const text = doc.getText("text");
  expect(size.fits(4 * MEGA)).toBe(true);
  expect(size.fits(5 * MEGA)).toBe(false);
  text.insert(0, "x".repeat(4.5 * MEGA));
  vi.advanceTimersByTime(1_000);
  expect(levels).toEqual(["nearly"]);
  expect(size.fits(200_000)).toBe(true);
  expect(size.fits(300_000)).toBe(false);
  text.insert(0, "x".repeat(0.3 * MEGA));
  vi.advanceTimersByTime(1_000);
  expect(levels).toEqual(["nearly", "full"]);
  // Room is left for what is on its way from others.
  expect(Y.encodeStateAsUpdate(doc).length).toBeLessThan(MAX_DOCUMENT - 100_000);
  text.delete(0, 2 * MEGA);
  vi.advanceTimersByTime(1_000);
  expect(levels).toEqual(["nearly", "full", "fine"]);
  expect(size.fits(1.5 * MEGA)).toBe(true);
  size.dispose();
});

test("what was typed and deleted again does not count", () => {
  const doc = new Y.Doc();
  const size = new DocumentSize(doc, () => undefined);
  const text = doc.getText("text");
  for (let i = 0; i < 8; i++) {
    text.insert(0, "x".repeat(MEGA));
    text.delete(0, MEGA);
  }
  expect(size.bytes).toBeGreaterThan(MAX_DOCUMENT);
  expect(size.fits(4 * MEGA)).toBe(true);
  size.dispose();
});

test("what was deleted and can still be undone does not count: the server has let go of it", () => {
  const doc = new Y.Doc();
  const size = new DocumentSize(doc, () => undefined);
  const text = doc.getText("text");
  const undo = new Y.UndoManager(text);
  text.insert(0, "é".repeat(2.2 * MEGA));
  undo.stopCapturing();
  text.delete(0, text.length);
  expect(Y.encodeStateAsUpdate(doc).length).toBeGreaterThan(4 * MEGA);
  expect(size.fits(4 * MEGA)).toBe(true);
  undo.undo();
  expect(size.fits(MEGA)).toBe(false);
  size.dispose();
});
