/** The hidden frame in which one language runs: a stranger's document, spoken with through one port alone. */
import type { RunId } from "#protocol/ids";
import type { RunFile, RunStream } from "#protocol/runs";
import type { Kit } from "./kit.ts";

/** `run`: whose program says it; the frame may be heard late, when the next one has begun. */
export type FromFrame =
  | { type: "ready" }
  | { type: "failed"; text: string }
  | { type: "started"; run: RunId }
  | { type: "print"; run: RunId; stream: RunStream; text: string }
  | { type: "ask"; run: RunId; text: string }
  | { type: "sleeps"; run: RunId }
  | { type: "awake"; run: RunId }
  | { type: "end"; run: RunId; reason: string; error?: unknown; explanation?: string; cpuMs: number; wallMs: number };

export type ToFrame = { type: "run"; program: Program } | { type: "answer"; text: string } | { type: "stop" };

export interface Program {
  run: RunId;
  entry: string;
  files: RunFile[];
  /** Milliseconds of its own time. */
  time: number;
  /** Characters. */
  output: number;
  /** Where it asks for its answers by itself. */
  answers?: string;
}

export class ProgramFrame {
  readonly #element: HTMLIFrameElement;
  readonly #port: MessagePort;
  onMessage: (said: FromFrame) => void = () => undefined;

  constructor({ frameUrl, files }: Kit) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<FromFrame>) => this.onMessage(data);
    const element = document.createElement("iframe");
    element.hidden = true;
    element.title = "Programs that run in this browser";
    element.referrerPolicy = "no-referrer";
    // Not `allow-same-origin`: what runs in there is the students', and has no place to call its own.
    element.setAttribute("sandbox", "allow-scripts");
    // Of no origin: no address could be named here, and the document behind it can be no other than ours.
    const greet = () => element.contentWindow?.postMessage(null, "*", [port2]);
    element.addEventListener("load", greet, { once: true });
    // Waits in the port until then, before whatever is to run.
    port1.postMessage({ type: "kit", kit: { files } }, Object.values(files));
    element.src = frameUrl;
    document.body.append(element);
    this.#element = element;
  }

  say(message: ToFrame): void {
    this.#port.postMessage(message);
  }

  dispose(): void {
    this.onMessage = () => undefined;
    this.#port.close();
    this.#element.remove();
  }
}
