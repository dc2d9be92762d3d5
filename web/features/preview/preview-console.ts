/**
 * The console of this page's preview, on its way to the room: all that the loaded page has said is kept here, bounded,
 * and goes out while the server gives this page the turn. Knows neither frames nor React.
 */
import { MAX_PRINT_LENGTH } from "#protocol/limits";
import { RUN_LIMITS, type RunStream } from "#protocol/runs";
import type { RoomClient } from "#web/features/room/contract";
import type { ConsoleItem } from "./frame-words.ts";

/** Milliseconds between messages: 30 a second, where the server takes 40. */
const INTERVAL = 33;
/** Milliseconds between two claims of the turn because the preview was touched. */
const CLAIMS = 1000;

export const TOO_MUCH = `The preview has said more than ${RUN_LIMITS.output.toLocaleString("en")} characters. The rest is left out until it is loaded again.\n`;

interface Piece {
  stream: RunStream;
  text: string;
}

export class PreviewConsole {
  readonly #client: Pick<RoomClient, "send" | "onMessage">;
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  /** Null while nobody looks at it. */
  #page: string | null = null;
  #turn = 0;
  #pieces: Piece[] = [];
  #total = 0;
  /** What has been sent: whole pieces, and characters of the next one. */
  #sent = { pieces: 0, characters: 0 };
  /** The room has seen something that is gone by now. */
  #stale = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #claimedAt = Number.NEGATIVE_INFINITY;

  constructor(client: Pick<RoomClient, "send" | "onMessage">) {
    this.#client = client;
    this.#stop = client.onMessage((message) => {
      if (message.type === "preview.turn") this.#take(message.turn);
      // A new connection: whoever spoke goes on, the others stand behind.
      else if (message.type === "hello") {
        const spoke = this.#turn > 0;
        this.#take(0);
        if (this.#page !== null) this.#client.send({ type: "preview.open", page: this.#page, ...quiet(!spoke) });
      }
    });
  }

  /** Whether the room sees this page's console. */
  readonly speaks = (): boolean => this.#turn > 0;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Its person has opened it, or had it loaded anew: what they see, the room hears. */
  open(page: string): void {
    this.#page = page;
    this.#client.send({ type: "preview.open", page });
  }

  /** Its person has pressed something in it. */
  touched(now = performance.now()): void {
    if (this.#page === null || now - this.#claimedAt < CLAIMS) return;
    this.#claimedAt = now;
    this.#client.send({ type: "preview.open", page: this.#page });
  }

  close(): void {
    if (this.#page !== null) this.#client.send({ type: "preview.end" });
    this.#page = null;
  }

  /** Another page is loaded, or the same one anew: its console is empty. */
  begin(): void {
    this.#stale ||= this.#sent.pieces > 0 || this.#sent.characters > 0;
    this.#pieces = [];
    this.#total = 0;
    this.#sent = { pieces: 0, characters: 0 };
    this.#go();
  }

  hear(items: readonly ConsoleItem[]): void {
    for (const { stream, text } of items) {
      if (stream === "clear") this.begin();
      else this.#keep(stream, text);
    }
    this.#go();
  }

  dispose(): void {
    this.close();
    this.#stop();
    clearTimeout(this.#timer);
  }

  #keep(stream: RunStream, text: string): void {
    const room = RUN_LIMITS.output - this.#total;
    if (room < 0) return;
    this.#total += text.length;
    this.#push(stream, text.slice(0, room));
    // Said once: what comes behind it finds no room.
    if (text.length > room) this.#push("err", `${text.slice(0, room).endsWith("\n") ? "" : "\n"}${TOO_MUCH}`);
  }

  #push(stream: RunStream, text: string): void {
    const last = this.#pieces.at(-1);
    if (last?.stream === stream) last.text += text;
    else if (text !== "") this.#pieces.push({ stream, text });
  }

  #take(turn: number): void {
    this.#turn = turn;
    this.#sent = { pieces: 0, characters: 0 };
    this.#stale = false;
    for (const listener of this.#listeners) listener();
    this.#go();
  }

  #go(): void {
    if (this.#timer === undefined && this.#turn > 0) this.#next();
  }

  #next = (): void => {
    this.#timer = undefined;
    const message = this.#message();
    if (!message) return;
    this.#timer = setTimeout(this.#next, INTERVAL);
    this.#client.send(message);
  };

  #message(): Parameters<RoomClient["send"]>[0] | null {
    const turn = this.#turn;
    if (turn === 0) return null;
    if (this.#stale) {
      this.#stale = false;
      return { type: "preview.clear", turn };
    }
    const piece = this.#pieces[this.#sent.pieces];
    if (!piece) return null;
    const text = cut(piece.text.slice(this.#sent.characters, this.#sent.characters + MAX_PRINT_LENGTH + 1));
    // The last piece may grow, so it is done only when another one stands behind it.
    const characters = this.#sent.characters + text.length;
    const isDone = characters >= piece.text.length && this.#sent.pieces < this.#pieces.length - 1;
    this.#sent = isDone ? { pieces: this.#sent.pieces + 1, characters: 0 } : { ...this.#sent, characters };
    if (text === "") return isDone ? this.#message() : null;
    return { type: "preview.print", turn, stream: piece.stream, text };
  }
}

const quiet = (is: boolean) => (is ? { quiet: true as const } : {});

/** What one message takes: up to the end of a line if there is one, and never half of a pair. */
function cut(text: string): string {
  if (text.length <= MAX_PRINT_LENGTH) return text;
  const line = text.lastIndexOf("\n", MAX_PRINT_LENGTH - 1);
  if (line > MAX_PRINT_LENGTH / 2) return text.slice(0, line + 1);
  const half = text.charCodeAt(MAX_PRINT_LENGTH - 1);
  return text.slice(0, half >= 0xd800 && half <= 0xdbff ? MAX_PRINT_LENGTH - 1 : MAX_PRINT_LENGTH);
}
