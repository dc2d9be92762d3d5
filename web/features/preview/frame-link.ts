/** This page and the newest frame of its preview: what that says, whether it still answers, and when it says too much. */
import { isFrom, isGreeting, readFrameWord } from "./frame-words.ts";
import { handOver, MAX_WANTED } from "./hand-over.ts";
import type { PreviewConsole } from "./preview-console.ts";

/** Messages a second beyond which a frame is taken down. The preview's own program sends at most 30 of its console. */
const FLOOD = 200;
/** Pages in one frame that are listened to: it, and frames inside it. */
const PORTS = 10;
/** Milliseconds between two questions whether it is still there. */
const ASKING = 1000;
/** Milliseconds without an answer after which its person is told. */
const SILENCE = 4000;
/** Milliseconds after a press in which the browser has moved the focus. */
const FOCUS = 100;
/** Milliseconds that it has to answer before another version is loaded. */
const BRIEF = 400;

export interface FrameEvents {
  /** Once a frame: it is to be taken down. */
  onFlood(): void;
  /** It stands still, or goes on again. */
  onStuck(stuck: boolean): void;
}

export class FrameLink {
  readonly #heard: PreviewConsole;
  readonly #events: FrameEvents;
  readonly #timer: ReturnType<typeof setInterval>;
  #frame: HTMLIFrameElement | null = null;
  #attachedAt = 0;
  /** Of the page in the frame, and of pages inside it. */
  #ports: MessagePort[] = [];
  #since = 0;
  #count = 0;
  #wanted = 0;
  /** Pages without our program, such as a picture, answer nothing. */
  #answers = false;
  #begunSinceLoad = false;
  #loadedOnce = false;
  /** When the first question that has no answer was asked. */
  #askedAt: number | null = null;
  #question = 0;
  #stuck = false;
  #onPong: (() => void) | null = null;

  constructor(heard: PreviewConsole, events: FrameEvents) {
    this.#heard = heard;
    this.#events = events;
    addEventListener("message", this.#greeted);
    this.#timer = setInterval(() => this.#ask(), ASKING);
  }

  /** The newest frame, from now on. */
  attach(frame: HTMLIFrameElement | null): void {
    if (this.#frame === frame) return;
    this.#frame?.removeEventListener("load", this.#loaded);
    this.#frame = frame;
    frame?.addEventListener("load", this.#loaded);
    this.#attachedAt = performance.now();
    this.#count = 0;
    this.#answers = false;
    this.#begunSinceLoad = false;
    this.#loadedOnce = false;
    this.#closePorts();
    this.#settle();
  }

  /** False if it stands still; the browser would load the next version in the same process, and never begin it. */
  async alive(): Promise<boolean> {
    if (!this.#frame) return true;
    if (!this.#answers) return this.#loadedOnce || performance.now() - this.#attachedAt < SILENCE;
    const answered = new Promise<boolean>((resolve) => {
      this.#onPong = () => resolve(true);
      setTimeout(resolve, BRIEF, false);
    });
    this.#say();
    return answered;
  }

  dispose(): void {
    this.attach(null);
    clearInterval(this.#timer);
    removeEventListener("message", this.#greeted);
  }

  #ask(): void {
    const now = performance.now();
    if (!this.#answers) {
      // Nothing has come of it at all: it shares a process with one that stands still.
      if (this.#frame && !this.#loadedOnce && now - this.#attachedAt > 2 * SILENCE && !this.#stuck) {
        this.#stuck = true;
        this.#events.onStuck(true);
      }
      return;
    }
    if (this.#askedAt !== null && now - this.#askedAt > SILENCE && !this.#stuck) {
      this.#stuck = true;
      this.#events.onStuck(true);
    }
    this.#askedAt ??= now;
    this.#say();
  }

  #say(): void {
    // A number that nobody knows who does not listen: a loop cannot answer before it is asked.
    this.#question = Math.random();
    this.#ports[0]?.postMessage({ pairlab: "ping", question: this.#question });
  }

  #settle(): void {
    this.#askedAt = null;
    if (!this.#stuck) return;
    this.#stuck = false;
    this.#events.onStuck(false);
  }

  #closePorts(): void {
    for (const port of this.#ports) port.close();
    this.#ports = [];
    this.#wanted = 0;
  }

  #loaded = (): void => {
    this.#loadedOnce = true;
    this.#answers = this.#begunSinceLoad;
    this.#begunSinceLoad = false;
    this.#settle();
  };

  /** False if it is too much: counted before anything of it is read, for reading is what takes time. */
  #takes(): boolean {
    const now = performance.now();
    if (now - this.#since > 1000) {
      this.#since = now;
      this.#count = 0;
    }
    if (++this.#count <= FLOOD) return true;
    // What it has sent already still comes in, and is passed over.
    this.attach(null);
    this.#events.onFlood();
    return false;
  }

  #greeted = (event: MessageEvent) => {
    const window = this.#frame?.contentWindow ?? null;
    if (window === null || !isFrom(event.source, window) || !this.#takes()) return;
    const [port] = event.ports;
    if (!port || !isGreeting(event.data)) return;
    // A frame inside it begins nothing.
    const isPage = event.source === window;
    if (isPage) {
      this.#closePorts();
      this.#answers = true;
      this.#begunSinceLoad = true;
      this.#settle();
      this.#heard.begin();
    }
    if (this.#ports.length >= PORTS || (this.#ports.length === 0 && !isPage)) return port.close();
    this.#ports.push(port);
    port.onmessage = (said) => void (this.#takes() && this.#hear(port, said.data, isPage));
  };

  /** Scripts can say so; that a person was in this frame just now the browser knows. */
  #touched = () => {
    const isIn = this.#frame !== null && document.activeElement === this.#frame;
    if (isIn && (navigator.userActivation?.isActive ?? true)) this.#heard.touched();
  };

  #hear(port: MessagePort, data: unknown, isPage: boolean) {
    const word = readFrameWord(data);
    switch (word?.kind) {
      case "pong":
        if (!isPage || word.question !== this.#question) return;
        this.#settle();
        return this.#onPong?.();
      case "said":
        return this.#heard.hear(isPage ? word.items : word.items.filter(({ stream }) => stream !== "clear"));
      case "touched":
        // Said on the way down of a press; the frame has the focus a moment later.
        setTimeout(this.#touched, FOCUS);
        return;
      case "want":
        if (++this.#wanted <= MAX_WANTED) void handOver(word.file, port);
        return;
      default:
    }
  }
}
