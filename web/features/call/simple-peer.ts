/** simple-peer at the border: the part of it that a link uses, typed, and loaded only when someone joins. */

/** One WebRTC connection as simple-peer drives it. Only the initiator ever offers. */
export interface Peer {
  signal(data: Record<string, unknown>): void;
  addTrack(track: MediaStreamTrack, stream: MediaStream): void;
  /** `old` is the track first added for that sender; null stops sending without renegotiation. */
  replaceTrack(old: MediaStreamTrack, track: MediaStreamTrack | null, stream: MediaStream): void;
  negotiate(): void;
  destroy(): void;
  on(event: "signal", listener: (data: Record<string, unknown>) => void): void;
  on(event: "track", listener: (track: MediaStreamTrack, stream: MediaStream) => void): void;
  on(event: "iceStateChange", listener: (state: RTCIceConnectionState) => void): void;
  on(event: "connect" | "negotiated" | "close", listener: () => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  /** The connection itself: simple-peer has no call of its own for ICE restarts, sender limits or configuration. */
  readonly _pc: RTCPeerConnection | null;
}

export type MakePeer = (options: { initiator: boolean; config: RTCConfiguration }) => Peer;

/** `config` always names its servers: simple-peer's own default asks public STUN servers of others. */
export async function loadSimplePeer(): Promise<MakePeer> {
  const { default: SimplePeer } = await import("simple-peer");
  return (options) => new SimplePeer({ ...options, trickle: true }) as unknown as Peer;
}
