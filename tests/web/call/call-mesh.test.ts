import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AwarenessState } from "#protocol/awareness";
import type { ConnectionId, PersonId } from "#protocol/ids";
import { CallMesh } from "#web/features/call/call-mesh";
import { readRoster } from "#web/features/call/call-roster";
import type { CallSignal } from "#web/features/call/call-signal";
import { CONNECT_TIMEOUT, RESTART_AFTER, RESTART_TIMEOUT } from "#web/features/call/peer-link";
import { caller } from "./callers.ts";
import { fakePeers } from "./fake-peer.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A mesh of "sam", who joined at 20. */
function samsMesh() {
  const { made, makePeer } = fakePeers();
  const sent: [ConnectionId, CallSignal][] = [];
  const tracks: { audio: MediaStreamTrack | null; video: MediaStreamTrack | null } = {
    audio: { kind: "audio" } as MediaStreamTrack,
    video: null,
  };
  const mesh = new CallMesh({
    self: { person: "sam" as PersonId, since: 20 },
    makePeer,
    config: () => ({ iceServers: [] }),
    stream: {} as MediaStream,
    tracks: () => tracks,
    sharing: () => false,
    send: (to, signal) => {
      sent.push([to, signal]);
      return true;
    },
    onChange: () => undefined,
  });
  const see = (...others: AwarenessState[]) => mesh.update(readRoster([caller("sam", 20), ...others]));
  const last = () => {
    const peer = made.at(-1);
    if (!peer) throw new Error("no connection was made");
    return peer;
  };
  return { mesh, made, sent, tracks, see, last };
}
const offer = (link: string, me: number, you = 20): CallSignal => ({
  kind: "peer",
  link,
  me,
  you,
  data: { type: "offer", sdp: "v=0" },
});
const from = (name: string) => `c-${name}` as ConnectionId;

test("the later joiner offers, and its signals carry both moments of joining to the right connection", () => {
  const { see, last, sent } = samsMesh();
  see(caller("priya", 10));
  expect(last().initiator).toBe(true);
  last().says("signal", { type: "offer", sdp: "v=0" });
  expect(sent).toMatchObject([["c-priya", { kind: "peer", me: 20, you: 10, data: { type: "offer" } }]]);
});

test("the earlier joiner waits for the offer, then answers with its microphone", () => {
  const { mesh, made, see, last } = samsMesh();
  see(caller("priya", 30));
  expect(made).toHaveLength(0);
  mesh.take(from("priya"), offer("x", 30));
  expect(last()).toMatchObject({ initiator: false, signals: [{ type: "offer" }] });
  expect(last().added).toHaveLength(1);
});

test("an offer that comes before its sender's awareness is kept for it", () => {
  const { mesh, made, see, last } = samsMesh();
  mesh.take(from("priya"), offer("x", 30));
  expect(made).toHaveLength(0);
  see(caller("priya", 30));
  expect(last().signals).toHaveLength(1);
});

test("signals for an earlier joining, from strangers or of no known form do nothing", () => {
  const { mesh, made, see } = samsMesh();
  see(caller("priya", 30));
  mesh.take(from("priya"), offer("x", 30, 19));
  mesh.take(from("priya"), offer("x", 29));
  mesh.take(from("eve"), offer("x", 30));
  mesh.take(from("priya"), { kind: "peer", link: 7 });
  mesh.take(from("priya"), "nonsense");
  expect(made).toHaveLength(0);
});

test("a lost path gets new candidates after two seconds, and a new connection when that does not help", () => {
  const { made, see, last, mesh } = samsMesh();
  see(caller("priya", 10));
  const first = last();
  first.says("iceStateChange", "connected");
  expect(mesh.peers[0]?.link.state).toEqual({ kind: "connected", quality: "good" });
  first.says("iceStateChange", "disconnected");
  expect(mesh.peers[0]?.link.state).toEqual({ kind: "reconnecting" });
  vi.advanceTimersByTime(RESTART_AFTER - 1);
  expect(first.iceRestarts).toBe(0);
  vi.advanceTimersByTime(1);
  expect([first.iceRestarts, first.negotiations]).toEqual([1, 1]);
  vi.advanceTimersByTime(RESTART_TIMEOUT + 1000);
  expect([first.destroyed, made.length]).toEqual([true, 2]);
});

test("a path that heals by itself is left alone", () => {
  const { made, see, last } = samsMesh();
  see(caller("priya", 10));
  last().says("iceStateChange", "connected");
  last().says("iceStateChange", "disconnected");
  last().says("iceStateChange", "connected");
  vi.advanceTimersByTime(RESTART_AFTER + RESTART_TIMEOUT + CONNECT_TIMEOUT);
  expect([last().iceRestarts, made.length]).toEqual([0, 1]);
});

test("the answering side never offers: it asks the other to restart, and to build anew", () => {
  const { mesh, see, last, sent } = samsMesh();
  see(caller("priya", 30));
  mesh.take(from("priya"), offer("x", 30));
  last().says("iceStateChange", "connected");
  last().says("iceStateChange", "disconnected");
  vi.advanceTimersByTime(RESTART_AFTER);
  expect(last().iceRestarts).toBe(0);
  expect(sent.map(([, { kind }]) => kind)).toEqual(["restart"]);
  vi.advanceTimersByTime(RESTART_TIMEOUT + 1000);
  expect(sent.map(([, { kind }]) => kind)).toEqual(["restart", "rebuild"]);
});

test("a peer that cannot be reached is said to be so, and is tried again", () => {
  const { made, see, mesh } = samsMesh();
  see(caller("priya", 10));
  vi.advanceTimersByTime(4 * CONNECT_TIMEOUT);
  expect(mesh.peers[0]?.link.state).toEqual({ kind: "unreachable" });
  const tried = made.length;
  vi.advanceTimersByTime(3 * CONNECT_TIMEOUT);
  expect(made.length).toBeGreaterThan(tried);
});

test("a reload is a new joining: its old connection ends at once and a new one begins", () => {
  const { made, see, last } = samsMesh();
  see(caller("priya", 10));
  const old = last();
  see(caller("priya", 15, "c-priya2"));
  expect(old.destroyed).toBe(true);
  expect(made).toHaveLength(2);
});

test("a replaced gateway connection keeps the media, and signals go to the new one", () => {
  const { made, see, last, sent } = samsMesh();
  see(caller("priya", 10));
  last().says("iceStateChange", "connected");
  see(caller("priya", 10, "c-after"));
  last().says("signal", { type: "offer", sdp: "v=0" });
  expect(made).toHaveLength(1);
  expect(sent.map(([to]) => to)).toEqual(["c-after"]);
});

test("who leaves is let go at once; who vanishes keeps media that still flows", () => {
  const { see, last, mesh } = samsMesh();
  see(caller("priya", 10));
  last().says("iceStateChange", "connected");
  see();
  vi.advanceTimersByTime(60_000);
  expect(last().destroyed).toBe(false);
  last().says("iceStateChange", "disconnected");
  vi.advanceTimersByTime(60_000);
  expect(mesh.peers).toEqual([]);
  see(caller("dana", 11));
  see(caller("dana", null));
  expect(last().destroyed).toBe(true);
  expect(mesh.peers).toEqual([]);
});

test("who vanishes together with their connection is let go at once, in either order", () => {
  const { see, last, mesh } = samsMesh();
  see(caller("priya", 10));
  last().says("iceStateChange", "connected");
  last().says("close");
  see();
  expect(mesh.peers).toEqual([]);
  see(caller("dana", 11));
  last().says("iceStateChange", "connected");
  see();
  expect(mesh.peers).toHaveLength(1);
  last().says("close");
  expect(mesh.peers).toEqual([]);
});

test("camera on adds one track; every change after that replaces it, without a new connection", () => {
  const { see, last, mesh, tracks, made } = samsMesh();
  see(caller("priya", 10));
  const camera = { kind: "video" } as MediaStreamTrack;
  const screen = { kind: "video" } as MediaStreamTrack;
  for (const track of [camera, screen, null, camera]) {
    tracks.video = track;
    mesh.sync();
  }
  expect(last().added.filter(({ kind }) => kind === "video")).toEqual([camera]);
  expect(last().replaced.map(([, track]) => track)).toEqual([screen, null, camera]);
  expect(made).toHaveLength(1);
});

test("disposing ends every connection and takes no more signals", () => {
  const { mesh, see, made } = samsMesh();
  see(caller("priya", 10), caller("dana", 11));
  mesh.dispose();
  expect(made.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  mesh.take(from("ola"), offer("x", 40));
  see(caller("ola", 40));
  expect(made).toHaveLength(2);
});
