/**
 * One peer of the call: keeps a WebRTC connection to it alive. Restarts ICE when the path is lost, and builds the
 * connection anew when that does not help. Knows nothing of awareness, devices or React.
 */
import { makeId } from "#protocol/ids";
import type { LinkSignal } from "./call-signal.ts";
import { judgeLink, type LinkSample, type Quality, readSample } from "./quality.ts";
import type { MakePeer, Peer } from "./simple-peer.ts";
import { limitSender } from "./video-budget.ts";

export type LinkState =
  | { kind: "connecting" }
  | { kind: "connected"; quality: Quality }
  /** The path was lost; media resumes when another is found. */
  | { kind: "reconnecting" }
  /** Several attempts failed. Goes on trying, less often. */
  | { kind: "unreachable" };

export type Slot = "audio" | "video";

export interface LinkOptions {
  /** The later joiner of the two. */
  initiator: boolean;
  makePeer: MakePeer;
  config(): RTCConfiguration;
  /** Names our media to the peer; never carries tracks itself. */
  stream: MediaStream;
  /** What we send now. */
  tracks(): Record<Slot, MediaStreamTrack | null>;
  budget(): { members: number; sharing: boolean };
  /** False if the gateway is not connected. */
  send(signal: LinkSignal): boolean;
  /** State or received media changed. */
  onChange(): void;
}

/** Milliseconds of "disconnected" that a busy Wi-Fi may take to heal by itself. */
export const RESTART_AFTER = 2_000;
/** Milliseconds that new candidates get before the connection is built anew. */
export const RESTART_TIMEOUT = 8_000;
/** Milliseconds from the first offer to media; a relay over a slow line takes 5 s. */
export const CONNECT_TIMEOUT = 15_000;
/** Milliseconds before the next attempt, doubled each time, up to the second number. */
const REBUILD_AFTER = [500, 15_000] as const;
/** Attempts after which the person is told that the peer cannot be reached. */
export const ATTEMPTS_BEFORE_UNREACHABLE = 3;
/** Milliseconds between two looks at the statistics. */
const STATS_INTERVAL = 4_000;

type Timer = ReturnType<typeof setTimeout>;

export class PeerLink {
  #options: LinkOptions;
  #peer: Peer | null = null;
  #link = "";
  #state: LinkState = { kind: "connecting" };
  #everConnected = false;
  /** The track under which simple-peer knows each sender; null until something was sent. */
  #slots: Record<Slot, MediaStreamTrack | null> = { audio: null, video: null };
  #sent: Record<Slot, MediaStreamTrack | null> = { audio: null, video: null };
  #received: MediaStream | null = null;
  #attempts = 0;
  #disposed = false;
  #restarting = false;
  #timer: Timer | null = null;
  #stats: Timer | null = null;
  #sample: LinkSample | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    if (options.initiator) this.#build(makeId(8));
    else this.#waitForOffer();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** False while there is no connection at all: the peer closed it, it failed, or no offer has come yet. */
  get open(): boolean {
    return this.#peer !== null;
  }

  /** The peer's media, once some arrived. */
  get received(): MediaStream | null {
    return this.#received;
  }

  /** A signal from this peer. */
  take(signal: LinkSignal): void {
    if (this.#disposed) return;
    if (signal.kind === "rebuild") {
      if (this.#options.initiator) this.#build(makeId(8));
      return;
    }
    if (signal.kind === "restart") {
      if (this.#options.initiator && signal.link === this.#link) this.restart();
      return;
    }
    if (signal.link !== this.#link) {
      // Only the initiator names connections; an offer under a new name replaces ours, anything else is late.
      if (this.#options.initiator || signal.data.type !== "offer") return;
      this.#build(signal.link);
    }
    try {
      this.#peer?.signal(signal.data);
    } catch {
      this.#lost();
    }
  }

  /** Sends what `tracks()` says now. Adding the first track of a kind renegotiates; every later change does not. */
  sync(): void {
    const peer = this.#peer;
    if (!peer) return;
    const tracks = this.#options.tracks();
    for (const slot of ["audio", "video"] as const) {
      const track = tracks[slot];
      if (track === this.#sent[slot]) continue;
      const known = this.#slots[slot];
      if (known) peer.replaceTrack(known, track, this.#options.stream);
      else if (track) {
        peer.addTrack(track, this.#options.stream);
        this.#slots[slot] = track;
      }
      this.#sent[slot] = track;
    }
    this.limit();
  }

  /** Applies the video budget. */
  limit(): void {
    const { members, sharing } = this.#options.budget();
    for (const sender of this.#peer?._pc?.getSenders() ?? []) {
      if (sender.track?.kind === "video") void limitSender(sender, members, sharing).catch(() => undefined);
    }
  }

  /** New candidates on the same connection: the network changed, or the path was lost. */
  restart(): void {
    if (this.#disposed || !this.#peer || this.#restarting || !this.#everConnected) return;
    this.#restarting = true;
    if (this.#options.initiator) {
      this.#peer._pc?.restartIce();
      this.#peer.negotiate();
    } else {
      this.#options.send({ kind: "restart", link: this.#link });
    }
    this.#after(RESTART_TIMEOUT, () => {
      this.#restarting = false;
      if (this.#state.kind !== "connected") this.#lost();
    });
  }

  /** The gateway is back: what was sent meanwhile is lost, so an unfinished attempt starts over. */
  resume(): void {
    if (this.#disposed || this.#state.kind === "connected") return;
    this.#attempts = 0;
    this.#restarting = false;
    if (this.#everConnected && this.#peer) this.restart();
    else this.#rebuild();
  }

  /** New TURN credentials, for this connection's next restart. */
  configure(): void {
    try {
      this.#peer?._pc?.setConfiguration(this.#options.config());
    } catch {
      // A browser that cannot change a live connection takes them at the next build.
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#clear();
    this.#drop();
  }

  #build(link: string): void {
    this.#clear();
    this.#drop();
    this.#link = link;
    this.#restarting = false;
    this.#everConnected = false;
    const peer = this.#options.makePeer({ initiator: this.#options.initiator, config: this.#options.config() });
    this.#peer = peer;
    const live = () => this.#peer === peer && !this.#disposed;
    peer.on("signal", (data) => {
      if (live()) this.#options.send({ kind: "peer", link, data });
    });
    peer.on("track", (_track, stream) => {
      if (!live()) return;
      this.#received = stream;
      this.#options.onChange();
    });
    peer.on("iceStateChange", (state) => {
      if (live()) this.#onIce(state);
    });
    peer.on("negotiated", () => {
      if (live()) this.limit();
    });
    // An error is always followed by a close; simple-peer would throw it if nobody listened.
    peer.on("error", () => undefined);
    peer.on("close", () => {
      if (live()) this.#lost();
    });
    this.sync();
    this.#setState(this.#attempts >= ATTEMPTS_BEFORE_UNREACHABLE ? { kind: "unreachable" } : this.#unfinished());
    this.#after(CONNECT_TIMEOUT, () => this.#lost());
  }

  #waitForOffer(): void {
    this.#after(CONNECT_TIMEOUT, () => this.#lost());
  }

  #onIce(state: RTCIceConnectionState): void {
    if (state === "connected" || state === "completed") {
      this.#clear();
      this.#everConnected = true;
      this.#restarting = false;
      this.#attempts = 0;
      this.#setState({ kind: "connected", quality: "good" });
      this.#sample = null;
      this.#stats = setTimeout(() => void this.#measure(), STATS_INTERVAL);
    } else if (state === "disconnected") {
      this.#setState({ kind: "reconnecting" });
      if (!this.#restarting) this.#after(RESTART_AFTER, () => this.restart());
    }
  }

  /** The connection is gone, or never came: another one, after a pause. */
  #lost(): void {
    if (this.#disposed) return;
    this.#clear();
    this.#drop();
    this.#attempts++;
    this.#setState(this.#attempts >= ATTEMPTS_BEFORE_UNREACHABLE ? { kind: "unreachable" } : { kind: "reconnecting" });
    const [first, most] = REBUILD_AFTER;
    this.#after(Math.min(most, first * 2 ** (this.#attempts - 1)), () => this.#rebuild());
  }

  #rebuild(): void {
    if (this.#options.initiator) this.#build(makeId(8));
    else {
      this.#options.send({ kind: "rebuild" });
      this.#waitForOffer();
    }
  }

  #unfinished(): LinkState {
    return this.#attempts === 0 && this.#state.kind === "connecting"
      ? { kind: "connecting" }
      : { kind: "reconnecting" };
  }

  #setState(state: LinkState): void {
    this.#state = state;
    this.#options.onChange();
  }

  #after(milliseconds: number, act: () => void): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (!this.#disposed) act();
    }, milliseconds);
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#stats) clearTimeout(this.#stats);
    this.#timer = null;
    this.#stats = null;
  }

  #drop(): void {
    const peer = this.#peer;
    this.#peer = null;
    this.#received = null;
    this.#slots = { audio: null, video: null };
    this.#sent = { audio: null, video: null };
    peer?.destroy();
  }

  async #measure(): Promise<void> {
    const connection = this.#peer?._pc;
    if (!connection || this.#disposed) return;
    try {
      const stats = await connection.getStats();
      if (this.#peer?._pc !== connection || this.#state.kind !== "connected") return;
      const sample = readSample(stats.values() as Iterable<{ type: string }>);
      const quality = judgeLink(this.#sample, sample);
      this.#sample = sample;
      if (quality !== this.#state.quality) this.#setState({ kind: "connected", quality });
    } catch {
      // The connection was closed meanwhile.
    }
    if (this.#peer?._pc === connection) this.#stats = setTimeout(() => void this.#measure(), STATS_INTERVAL);
  }
}
