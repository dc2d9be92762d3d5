/**
 * The links to everyone else in the call. Follows the roster, routes signals, ends links of those who left, and keeps
 * the media of those whose gateway connection is away for a moment. Knows nothing of devices or React.
 */
import type { ConnectionId, PersonId } from "#protocol/ids";
import { compareJoining, type Endpoint, initiates, type Roster } from "./call-roster.ts";
import { type CallSignal, callSignalSchema, type LinkSignal } from "./call-signal.ts";
import { PeerLink, type Slot } from "./peer-link.ts";
import type { MakePeer } from "./simple-peer.ts";

export interface MeshOptions {
  self: { person: PersonId; since: number };
  makePeer: MakePeer;
  config(): RTCConfiguration;
  stream: MediaStream;
  tracks(): Record<Slot, MediaStreamTrack | null>;
  sharing(): boolean;
  /** False if the gateway is not connected. */
  send(to: ConnectionId, signal: CallSignal): boolean;
  onChange(): void;
}

export interface MeshPeer {
  endpoint: Endpoint;
  link: PeerLink;
}

/** Milliseconds for which someone who vanished without leaving is waited for: ICE takes 5 s to notice. */
const GONE_AFTER = 6_000;
/** Milliseconds between the looks after that, while media still flows. */
const LOOK_AGAIN = 2_000;
/** Milliseconds for which signals of a connection wait for its awareness, which travels on another way. */
const EARLY_SIGNALS = 5_000;
/** Signals kept that early: an offer and its candidates. */
const MAX_EARLY = 64;

interface Member extends MeshPeer {
  vanished: ReturnType<typeof setTimeout> | null;
}

export class CallMesh {
  #options: MeshOptions;
  #members = new Map<string, Member>();
  #early: { from: ConnectionId; signal: CallSignal; at: number }[] = [];
  #disposed = false;

  constructor(options: MeshOptions) {
    this.#options = options;
  }

  /** First come, first. */
  get peers(): MeshPeer[] {
    return [...this.#members.values()].sort((a, b) => compareJoining(a.endpoint, b.endpoint));
  }

  update(roster: Roster): void {
    if (this.#disposed) return;
    const { self } = this.#options;
    const before = this.#members.size;
    const present = new Map(roster.members.map((endpoint) => [endpoint.key, endpoint]));
    for (const [key, member] of this.#members) {
      if (present.has(key)) continue;
      const rejoined = roster.members.some(({ person }) => person === member.endpoint.person);
      // A tab that closes takes its connection with it, often before its word of leaving gets here.
      const left = roster.connections.has(member.endpoint.connection) || !member.link.open;
      if (rejoined || left) this.#end(key);
      else member.vanished ??= setTimeout(() => this.#giveUp(key), GONE_AFTER);
    }
    for (const endpoint of present.values()) {
      if (endpoint.person === self.person) continue;
      const member = this.#members.get(endpoint.key);
      if (!member) this.#begin(endpoint);
      else {
        const moved = member.endpoint.connection !== endpoint.connection;
        member.endpoint = endpoint;
        if (member.vanished) clearTimeout(member.vanished);
        member.vanished = null;
        if (moved) member.link.resume();
      }
    }
    this.#takeEarly();
    if (this.#members.size !== before) for (const { link } of this.#members.values()) link.limit();
    this.#options.onChange();
  }

  /** A signal as the gateway delivered it. Anything that is not ours, or not for this joining, is dropped. */
  take(from: ConnectionId, data: unknown): void {
    const parsed = callSignalSchema.safeParse(data);
    if (this.#disposed || !parsed.success || parsed.data.you !== this.#options.self.since) return;
    if (this.#deliver(from, parsed.data)) return;
    this.#early.push({ from, signal: parsed.data, at: Date.now() });
    if (this.#early.length > MAX_EARLY) this.#early.shift();
  }

  /** Our own tracks changed. */
  sync(): void {
    for (const { link } of this.#members.values()) link.sync();
  }

  /** New candidates for everyone: this computer's network changed. */
  restart(): void {
    for (const { link } of this.#members.values()) link.restart();
  }

  /** The gateway is connected again. */
  resume(): void {
    for (const { link } of this.#members.values()) link.resume();
  }

  configure(): void {
    for (const { link } of this.#members.values()) link.configure();
  }

  dispose(): void {
    this.#disposed = true;
    for (const key of [...this.#members.keys()]) this.#end(key);
    this.#early = [];
  }

  #begin(endpoint: Endpoint): void {
    const { self, makePeer, config, stream, tracks, sharing, send, onChange } = this.#options;
    const link = new PeerLink({
      initiator: initiates(self, endpoint),
      makePeer,
      config,
      stream,
      tracks,
      budget: () => ({ members: this.#members.size + 1, sharing: sharing() }),
      send: (signal) => {
        // The newest address: the peer may have reconnected since this link began.
        const to = this.#members.get(endpoint.key)?.endpoint ?? endpoint;
        return send(to.connection, address(signal, self.since, endpoint.since));
      },
      onChange: () => {
        const member = this.#members.get(endpoint.key);
        // Someone who vanished and whose connection has ended too is gone.
        if (member?.vanished && !member.link.open) this.#end(endpoint.key);
        onChange();
      },
    });
    this.#members.set(endpoint.key, { endpoint, link, vanished: null });
  }

  #end(key: string): void {
    const member = this.#members.get(key);
    if (!member) return;
    this.#members.delete(key);
    if (member.vanished) clearTimeout(member.vanished);
    member.link.dispose();
  }

  #giveUp(key: string): void {
    const member = this.#members.get(key);
    if (!member) return;
    if (member.link.state.kind === "connected") {
      member.vanished = setTimeout(() => this.#giveUp(key), LOOK_AGAIN);
      return;
    }
    this.#end(key);
    this.#options.onChange();
  }

  #deliver(from: ConnectionId, signal: CallSignal): boolean {
    for (const { endpoint, link } of this.#members.values()) {
      if (endpoint.connection !== from || endpoint.since !== signal.me) continue;
      link.take(signal);
      return true;
    }
    return false;
  }

  #takeEarly(): void {
    const waiting = this.#early;
    this.#early = [];
    const now = Date.now();
    for (const early of waiting) {
      if (!this.#deliver(early.from, early.signal) && now - early.at < EARLY_SIGNALS) this.#early.push(early);
    }
  }
}

function address(signal: LinkSignal, me: number, you: number): CallSignal {
  return { ...signal, me, you };
}
