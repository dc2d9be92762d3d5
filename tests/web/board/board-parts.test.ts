import {
  AssetRecordType,
  createTLSchema,
  createTLStore,
  InstancePresenceRecordType,
  type TLAsset,
  type TLImageAsset,
} from "tldraw";
import { describe, expect, it } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { AwarenessState } from "#protocol/awareness";
import { isAssetPath } from "#protocol/board";
import { MAX_ASSET, MAX_AWARENESS } from "#protocol/limits";
import { fileFault, keepSourcesOwn, shownSource } from "#web/features/board/board-assets";
import { readPresence, shareBoardPresence, trimPresence } from "#web/features/board/board-presence";
import { boardSchema, GENERATIONS, readRecord } from "#web/features/board/board-schema";
import { carryOver } from "#web/features/board/record-merge";
import { box, makeBoard } from "./boards.ts";

describe("the schema", () => {
  it("has the installed tldraw's as its newest generation", () => {
    expect(GENERATIONS.at(-1)).toEqual(createTLSchema().serialize());
  });

  it("leaves records of a later page aside", () => {
    const shape = box();
    expect(readRecord(shape.id, shape)).toEqual(shape);
    expect(readRecord(shape.id, shape, GENERATIONS.length + 1)).toBeNull();
  });
});

describe("carrying a change over", () => {
  const from = { x: 1, y: 1, props: { w: 1, color: "red" }, gone: true };
  const to = { x: 2, y: 1, props: { w: 5, color: "red" } };

  it("merges field by field", () => {
    const now = { x: 1, y: 9, props: { w: 1, color: "blue" }, gone: true };
    expect(carryOver<object>(from, to, now, "yield")).toEqual({ x: 2, y: 9, props: { w: 5, color: "blue" } });
  });

  it("yields or insists where both changed one field", () => {
    const now = { x: 7, y: 1, props: { w: 7, color: "red" }, gone: true };
    expect(carryOver<object>(from, to, now, "yield")).toEqual({ x: 7, y: 1, props: { w: 7, color: "red" } });
    expect(carryOver<object>(from, to, now, "insist")).toEqual(to);
  });
});

describe("images", () => {
  const asset = (src: string): TLImageAsset =>
    AssetRecordType.create({
      id: AssetRecordType.createId("i"),
      type: "image",
      props: { w: 1, h: 1, name: "i.png", isAnimated: false, mimeType: "image/png", src },
    } as TLAsset) as TLImageAsset;

  it("are shown from this server alone", () => {
    expect(shownSource(asset("/api/rooms/abc234/assets/x1y2.png"))).toBe("/api/rooms/abc234/assets/x1y2.png");
    for (const src of [
      "https://evil.example/i.png",
      "data:image/png;base64,AAAA",
      "//evil.example/i.png",
      "/api/rooms/abc234/assets/../ticket",
      "",
    ]) {
      expect(shownSource(asset(src))).toBeNull();
    }
    expect(isAssetPath("/api/rooms/abc234/assets/a?b")).toBe(false);
  });

  it("never enter the store by a source of their own", () => {
    const store = createTLStore({ schema: boardSchema });
    keepSourcesOwn(store);
    store.put([asset("data:image/png;base64,AAAA")]);
    expect(store.get(AssetRecordType.createId("i"))?.props.src).toBe("");
    store.update(AssetRecordType.createId("i"), () => asset("https://evil.example/i.png"));
    expect(store.get(AssetRecordType.createId("i"))?.props.src).toBe("");
    store.update(AssetRecordType.createId("i"), () => asset("/api/rooms/abc234/assets/ok.png"));
    expect(store.get(AssetRecordType.createId("i"))?.props.src).toBe("/api/rooms/abc234/assets/ok.png");
  });

  it("are refused with a sentence that says what to do", () => {
    const file = (type: string, size = 10) => ({ name: "a", type, size });
    expect(fileFault(file("image/png"))).toBeNull();
    expect(fileFault(file("image/png", MAX_ASSET + 1))).toContain("10 MB");
    expect(fileFault(file("image/svg+xml"))).toContain("SVG");
    expect(fileFault(file("video/mp4"))).toContain("Videos");
    expect(fileFault(file(""))).toContain("PNG");
  });
});

describe("presence", () => {
  const user = { id: "p2", name: "Priya", color: "#0f766e", colorLight: "", role: "student", connection: "c" };
  const claimed = {
    userId: "p1",
    userName: "Dana (instructor)",
    color: "#000",
    currentPageId: "page:page",
    cursor: { x: 1, y: 2, type: "default", rotation: 0 },
  };
  const state = (board: unknown) => ({ user, board }) as unknown as AwarenessState;

  it("takes name, colour and person from the server's stamp", () => {
    const record = readPresence(5, state(claimed), (color) => `shown ${color}`);
    expect(record).toMatchObject({ userId: "p2", userName: "Priya", color: "shown #0f766e", cursor: { x: 1 } });
  });

  it("passes over what is malformed or not stamped", () => {
    for (const board of [
      null,
      7,
      {},
      { ...claimed, cursor: "here" },
      { ...claimed, selectedShapeIds: ["not a shape"] },
    ]) {
      expect(readPresence(5, state(board), String)).toBeNull();
    }
    expect(readPresence(5, { board: claimed }, String)).toBeNull();
  });

  it("stays under its limit, whatever is selected", () => {
    const record = InstancePresenceRecordType.create({
      id: InstancePresenceRecordType.createId("x"),
      userId: "p",
      userName: "P",
      currentPageId: "page:page" as never,
      selectedShapeIds: Array.from({ length: 4000 }, (_, i) => `shape:${i}${"x".repeat(20)}` as never),
    });
    expect(JSON.stringify(trimPresence(record)).length).toBeLessThan(MAX_AWARENESS / 2);
  });

  it("shows others while it is shared, and takes them away after", () => {
    const { store } = makeBoard(1);
    const awareness = new Awareness(new Y.Doc());
    awareness.states.set(77, state(claimed) as never);
    const presence = shareBoardPresence({
      store,
      awareness,
      person: { id: "p9", name: "Me", color: "#000" },
      colorOf: String,
    });
    const names = () =>
      store.allRecords().flatMap((one) => (one.typeName === "instance_presence" ? [one.userName] : []));
    expect(names()).toEqual(["Priya"]);
    presence.dispose();
    expect(names()).toEqual([]);
    awareness.destroy();
  });
});
