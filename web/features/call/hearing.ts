/** What is heard in a call: plays what arrives, and knows who speaks, oneself included. Knows no network. */
import { LevelMeter } from "./level.ts";
import { RemoteSound } from "./remote-sound.ts";

const SELF = "self";

/** One that may be heard: its key in the call, and what has arrived from it. */
export interface Heard {
  key: string;
  stream: MediaStream | null;
}

export class Hearing {
  readonly #changed: () => void;
  readonly #meter = new LevelMeter();
  readonly #sound: RemoteSound;
  readonly #speaking = new Set<string>();
  readonly #watched = new Map<string, MediaStreamTrack>();

  /** `changed` is called when somebody begins or ends to speak, or sound is held back or let go. */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.#sound = new RemoteSound(changed);
  }

  /** The browser plays no sound until somebody presses something: `unblock`, from a press. */
  get blocked(): boolean {
    return this.#sound.blocked;
  }

  unblock(): Promise<void> {
    return this.#sound.unblock();
  }

  get selfSpeaks(): boolean {
    return this.#speaking.has(SELF);
  }

  speaks(key: string): boolean {
    return this.#speaking.has(key);
  }

  /** The own microphone; what it picks up counts while it is not `muted`. */
  watchSelf(track: MediaStreamTrack, muted: () => boolean): void {
    this.#meter.watch(SELF, track, (_level, speaking) => this.#heard(SELF, speaking && !muted()));
  }

  unwatchSelf(): void {
    this.#meter.unwatch(SELF);
  }

  /** Plays and watches what arrives, and forgets what has gone. */
  attend(all: Iterable<Heard>): void {
    const live = new Set<string>();
    for (const { key, stream } of all) {
      const audio = stream?.getAudioTracks()[0];
      if (!stream || !audio) continue;
      live.add(key);
      this.#sound.play(key, stream);
      if (this.#watched.get(key) === audio) continue;
      this.#watched.set(key, audio);
      this.#meter.watch(key, audio, (_level, speaking) => this.#heard(key, speaking));
    }
    for (const key of [...this.#watched.keys()]) {
      if (live.has(key)) continue;
      this.#watched.delete(key);
      this.#speaking.delete(key);
      this.#meter.unwatch(key);
      this.#sound.stop(key);
    }
  }

  dispose(): void {
    this.#meter.dispose();
    this.#sound.dispose();
  }

  #heard(key: string, speaking: boolean): void {
    if (speaking === this.#speaking.has(key)) return;
    if (speaking) this.#speaking.add(key);
    else this.#speaking.delete(key);
    this.#changed();
  }
}
