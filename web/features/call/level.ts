/** How loud audio tracks are: one AudioContext and one timer for all of them. */

/** Milliseconds between two looks: a ring that lights within 1/8 s feels immediate. */
const INTERVAL = 120;
/** Root mean square above which someone speaks; a quiet room is near 0.003, a voice near 0.05. */
const SPEAKING = 0.012;
/** Milliseconds for which the ring stays after the last sound, so that it does not flicker between words. */
const HANG = 500;

interface Watched {
  source: MediaStreamAudioSourceNode;
  analyser: AnalyserNode;
  samples: Float32Array<ArrayBuffer>;
  loudAt: number;
  listener: (level: number, speaking: boolean) => void;
}

export class LevelMeter {
  #context: AudioContext | null = null;
  #watched = new Map<string, Watched>();
  #timer: ReturnType<typeof setInterval> | null = null;

  /** Watches a track under a name, in place of the one watched under it. The level is 0…1, shaped for a bar. */
  watch(name: string, track: MediaStreamTrack, listener: (level: number, speaking: boolean) => void): void {
    this.unwatch(name);
    this.#context ??= new AudioContext();
    // A context made before any gesture starts suspended; the press on Join allows it.
    if (this.#context.state === "suspended") void this.#context.resume().catch(() => undefined);
    const source = this.#context.createMediaStreamSource(new MediaStream([track]));
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 512;
    source.connect(analyser);
    this.#watched.set(name, { source, analyser, samples: new Float32Array(analyser.fftSize), loudAt: 0, listener });
    this.#timer ??= setInterval(() => this.#look(), INTERVAL);
  }

  unwatch(name: string): void {
    const watched = this.#watched.get(name);
    if (!watched) return;
    watched.source.disconnect();
    this.#watched.delete(name);
    if (this.#watched.size === 0 && this.#timer) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  dispose(): void {
    for (const name of [...this.#watched.keys()]) this.unwatch(name);
    void this.#context?.close().catch(() => undefined);
    this.#context = null;
  }

  #look(): void {
    const now = performance.now();
    for (const watched of this.#watched.values()) {
      watched.analyser.getFloatTimeDomainData(watched.samples);
      const loudness = rootMeanSquare(watched.samples);
      if (loudness > SPEAKING) watched.loudAt = now;
      watched.listener(barLevel(loudness), watched.loudAt > 0 && now - watched.loudAt < HANG);
    }
  }
}

export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** −60 dB … 0 dB as 0 … 1: ears hear ratios. */
export function barLevel(loudness: number): number {
  if (loudness <= 0.001) return 0;
  return Math.min(1, 1 + (20 * Math.log10(loudness)) / 60);
}
