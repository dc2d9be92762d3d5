/** simple-peer's surface without WebRTC: what a link asks of it is recorded, what it says is said by the test. */
import { EventEmitter } from "node:events";
import type { MakePeer, Peer } from "#web/features/call/simple-peer";

export class FakePeer {
  readonly events = new EventEmitter();
  readonly signals: Record<string, unknown>[] = [];
  readonly added: MediaStreamTrack[] = [];
  readonly replaced: [MediaStreamTrack, MediaStreamTrack | null][] = [];
  negotiations = 0;
  iceRestarts = 0;
  destroyed = false;
  readonly initiator: boolean;
  readonly config: RTCConfiguration;
  readonly _pc = {
    getSenders: () => [],
    restartIce: () => {
      this.iceRestarts++;
    },
    setConfiguration: () => undefined,
    getStats: async () => new Map(),
  };

  constructor(options: { initiator: boolean; config: RTCConfiguration }) {
    this.initiator = options.initiator;
    this.config = options.config;
  }
  on(event: string, listener: (...args: unknown[]) => void): void {
    this.events.on(event, listener);
  }
  signal(data: Record<string, unknown>): void {
    this.signals.push(data);
  }
  addTrack(track: MediaStreamTrack): void {
    this.added.push(track);
  }
  replaceTrack(old: MediaStreamTrack, track: MediaStreamTrack | null): void {
    this.replaced.push([old, track]);
  }
  negotiate(): void {
    this.negotiations++;
  }
  destroy(): void {
    this.destroyed = true;
  }
  says(event: string, ...args: unknown[]): void {
    this.events.emit(event, ...args);
  }
}

export function fakePeers(): { made: FakePeer[]; makePeer: MakePeer } {
  const made: FakePeer[] = [];
  return {
    made,
    makePeer: (options) => {
      const peer = new FakePeer(options);
      made.push(peer);
      return peer as unknown as Peer;
    },
  };
}
