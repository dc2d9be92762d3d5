/** What a test wants to know of a page's call: its connections, what they decode, and which devices are open. */
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";

declare global {
  interface Window {
    watchedPeers: RTCPeerConnection[];
    watchedTracks: MediaStreamTrack[];
  }
}

/** Notes every connection and every opened device of pages loaded from now on. */
export async function watchCalls(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.watchedPeers = [];
    window.watchedTracks = [];
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.watchedPeers.push(this);
      }
    };
    const devices = navigator.mediaDevices;
    if (!devices) return;
    for (const way of ["getUserMedia", "getDisplayMedia"] as const) {
      const ask = devices[way].bind(devices);
      devices[way] = async (constraints?: MediaStreamConstraints) => {
        const stream = await ask(constraints);
        window.watchedTracks.push(...stream.getTracks());
        return stream;
      };
    }
  });
}

/** Connections made since the page was loaded, and those that are still open. */
export function connections(page: Page): Promise<{ made: number; open: number }> {
  return page.evaluate(() => ({
    made: window.watchedPeers.length,
    open: window.watchedPeers.filter(({ connectionState }) => connectionState !== "closed").length,
  }));
}

/** Kinds of the devices that are open now. */
export function openDevices(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    window.watchedTracks
      .filter(({ readyState }) => readyState === "live")
      .map(({ kind }) => kind)
      .sort(),
  );
}

/** One number of every open connection's received media of a kind, in the order in which they were made. */
export function received(page: Page, kind: "audio" | "video", field: "framesDecoded" | "packetsReceived") {
  return page.evaluate(
    async ({ kind, field }) => {
      const open = window.watchedPeers.filter(({ connectionState }) => connectionState !== "closed");
      return Promise.all(
        open.map(async (peer) => {
          let sum = 0;
          for (const stat of (await peer.getStats()).values()) {
            if (stat.type === "inbound-rtp" && stat.kind === kind) sum += stat[field] ?? 0;
          }
          return sum;
        }),
      );
    },
    { kind, field },
  );
}

/** Waits until each of `count` connections has received `more` of it than now. */
export async function grows(page: Page, kind: "audio" | "video", count: number, more = 10): Promise<void> {
  const field = kind === "video" ? "framesDecoded" : "packetsReceived";
  const deadline = Date.now() + 30_000;
  let first: number[] | null = null;
  let now: number[] = [];
  while (Date.now() < deadline) {
    now = await received(page, kind, field);
    if (now.length === count) {
      if (first?.length !== count) first = now;
      const start = first;
      if (now.every((value, index) => value >= (start[index] ?? 0) + more)) return;
    }
    await pause(100);
  }
  throw new Error(`${field} did not grow on ${count} connections: from ${first ?? "none"} to ${now}`);
}

/** The kind of each open connection's own end: host, srflx, prflx or relay. */
export function ownEnds(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const ends: string[] = [];
    for (const peer of window.watchedPeers) {
      const stats = await peer.getStats();
      for (const stat of stats.values()) {
        if (stat.type !== "transport" || !stat.selectedCandidatePairId) continue;
        const pair = stats.get(stat.selectedCandidatePairId);
        ends.push(stats.get(pair.localCandidateId).candidateType);
      }
    }
    return ends;
  });
}

/** The ICE user fragments in use: a restart changes them. */
export function iceNames(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    window.watchedPeers
      .filter(({ connectionState }) => connectionState !== "closed")
      .map((peer) => /a=ice-ufrag:(\S+)/.exec(peer.localDescription?.sdp ?? "")?.[1] ?? ""),
  );
}

export async function joinCall(page: Page, how: "with camera" | "without camera"): Promise<void> {
  await page.getByRole("button", { name: "Join call" }).click();
  await page.getByRole("button", { name: `Join ${how}` }).click();
  await page.getByRole("button", { name: "Leave call" }).waitFor();
}

export const tileOf = (page: Page, name: string) =>
  page.getByRole("list", { name: "In the call" }).getByRole("listitem").filter({ hasText: name });

/** The sentence under the way into the call. */
export const noteOf = (page: Page) => page.locator("#call-note");
