/** Executes what the server asks this page to: finds the files, has a frame run them, and tells the room. */
import { readFiles } from "#protocol/documents";
import type { RunId } from "#protocol/ids";
import { MAX_LINE_LENGTH } from "#protocol/limits";
import type { ClientMessage, ServerMessage } from "#protocol/messages";
import { RUN_LIMITS, RUN_REASONS, type RunError, type RunReason } from "#protocol/runs";
import type { RoomClient } from "#web/features/room/contract";
import { fetchKit, type Language, languageOf } from "./kit.ts";
import { Printer } from "./printer.ts";
import { type FromFrame, ProgramFrame } from "./program-frame.ts";

/** Milliseconds of the program's own time. Python starts slower than the server's JavaScript, and counts the same. */
export const PROGRAM_TIME: Record<Language, number> = { python: 10_000, sql: 5_000 };
/** Milliseconds that a frame may be silent beyond its program's time until it is taken down. */
const SILENCE = 5_000;
/** Milliseconds in which a language must have started, once it is here. */
const STARTING = 60_000;
/** Milliseconds after which a frame that nobody uses is taken down, with the memory that its language holds. */
const UNUSED = 10 * 60_000;

const NAMES: Record<Language, string> = { python: "Python", sql: "SQLite" };

export interface Told {
  /** The language is being fetched for the first time. */
  onFetching(name: string): void;
  onFetched(): void;
}

interface Current {
  runId: RunId;
  language: Language;
  printer: Printer;
  frame: ProgramFrame | null;
  /** It ends what says nothing. */
  watchdog: ReturnType<typeof setTimeout> | undefined;
}

export class Executor {
  readonly #client: RoomClient;
  readonly #told: Told;
  readonly #frames = new Map<Language, Promise<ProgramFrame>>();
  readonly #unused = new Map<Language, ReturnType<typeof setTimeout>>();
  #current: Current | null = null;

  constructor(client: RoomClient, told: Told) {
    this.#client = client;
    this.#told = told;
  }

  receive(message: ServerMessage): void {
    const { runId } = this.#current ?? {};
    if (message.type === "run.execute") void this.#execute(message.runId, message.entry);
    else if (message.type === "run.answered" && message.runId === runId) {
      this.#watch(this.#current, SILENCE);
      this.#current?.frame?.say({ type: "answer", text: message.text });
    } else if (message.type === "run.ended" && message.runId === runId) this.#stop();
    // After a reconnect: the server has ended what this page executed.
    else if (message.type === "run.history" && message.runs.some((run) => run.runId === runId && run.ended))
      this.#stop();
  }

  dispose(): void {
    this.#stop();
    for (const language of [...this.#frames.keys()]) this.#takeDown(language);
  }

  async #execute(runId: RunId, entry: string): Promise<void> {
    this.#stop();
    const language = languageOf(entry);
    if (!language) return;
    const send = (message: ClientMessage) => this.#client.send(message);
    const printer = new Printer((piece) => send({ type: "run.print", runId, ...piece }));
    const current: Current = { runId, language, printer, frame: null, watchdog: undefined };
    this.#current = current;
    clearTimeout(this.#unused.get(language));
    let frame: ProgramFrame;
    try {
      frame = await this.#frame(language);
    } catch {
      const explanation = `${NAMES[language]} could not be fetched from this server. Look at your connection, then run it again.`;
      return this.#end(current, { reason: "crashed", explanation, cpuMs: 0, wallMs: 0 });
    }
    // Stopped meanwhile.
    if (this.#current !== current) return;
    current.frame = frame;
    frame.onMessage = (said) => this.#hear(current, said);
    this.#watch(current, STARTING);
    const files = readFiles(this.#client.code.doc).map(({ path, text }) => ({ path, text }));
    const limits = { time: PROGRAM_TIME[language], output: RUN_LIMITS.output };
    frame.say({ type: "run", program: { entry, files, ...limits } });
  }

  #hear(current: Current, said: FromFrame) {
    if (this.#current !== current) return;
    switch (said.type) {
      case "started":
        return this.#watch(current, SILENCE);
      case "print":
        return current.printer.print(said.stream === "err" ? "err" : "out", String(said.text));
      case "ask": {
        clearTimeout(current.watchdog);
        const text = String(said.text).slice(0, MAX_LINE_LENGTH);
        return current.printer.after(() => this.#client.send({ type: "run.ask", runId: current.runId, text }));
      }
      case "failed":
        return this.#fail(current, `${NAMES[current.language]} could not be started in this browser: ${said.text}`);
      case "end":
        return this.#end(current, said);
      default:
        return;
    }
  }

  /** What a frame says is a student's program's word: the reason is one of ours, the rest is cut by the server. */
  #end(current: Current, said: Omit<Extract<FromFrame, { type: "end" }>, "type">): void {
    clearTimeout(current.watchdog);
    const reason = RUN_REASONS.find((one) => one === said.reason) ?? ("crashed" satisfies RunReason);
    const error = reason === "error" ? { error: errorOf(said.error) } : {};
    const explanation = said.explanation === undefined ? {} : { explanation: String(said.explanation).slice(0, 500) };
    const times = { cpuMs: clamp(said.cpuMs), wallMs: clamp(said.wallMs) };
    const { runId } = current;
    current.printer.after(() => {
      this.#client.send({ type: "run.end", runId, reason, ...error, ...explanation, ...times });
      if (this.#current === current) this.#current = null;
      this.#leave(current.language);
    });
  }

  #fail(current: Current, explanation: string): void {
    this.#takeDown(current.language);
    this.#end(current, { reason: "crashed", explanation, cpuMs: 0, wallMs: 0 });
  }

  /** Ends what runs here without a word: whoever ended it has said so. */
  #stop(): void {
    const { current } = { current: this.#current };
    if (!current) return;
    this.#current = null;
    clearTimeout(current.watchdog);
    current.printer.dispose();
    current.frame?.say({ type: "stop" });
    this.#leave(current.language);
  }

  #watch(current: Current | null, silence: number): void {
    if (!current) return;
    clearTimeout(current.watchdog);
    const time = silence === SILENCE ? PROGRAM_TIME[current.language] + silence : silence;
    current.watchdog = setTimeout(() => {
      this.#takeDown(current.language);
      this.#end(current, { reason: "time", cpuMs: PROGRAM_TIME[current.language], wallMs: time });
    }, time);
  }

  #frame(language: Language): Promise<ProgramFrame> {
    const known = this.#frames.get(language);
    if (known) return known;
    this.#told.onFetching(NAMES[language]);
    const made = fetchKit(language).then((kit) => new ProgramFrame(kit));
    this.#frames.set(language, made);
    made.then(
      () => this.#told.onFetched(),
      () => {
        this.#told.onFetched();
        this.#frames.delete(language);
      },
    );
    return made;
  }

  #leave(language: Language): void {
    clearTimeout(this.#unused.get(language));
    this.#unused.set(
      language,
      setTimeout(() => this.#takeDown(language), UNUSED),
    );
  }

  #takeDown(language: Language): void {
    clearTimeout(this.#unused.get(language));
    const frame = this.#frames.get(language);
    this.#frames.delete(language);
    frame?.then(
      (one) => one.dispose(),
      () => undefined,
    );
  }
}

const clamp = (ms: unknown) => Math.min(Math.max(Number(ms) || 0, 0), 3_600_000);

/** An error in the shape that the room takes, whatever a worker says. */
function errorOf(said: unknown): RunError {
  const { name, message, frames } = (said ?? {}) as { name?: unknown; message?: unknown; frames?: unknown };
  const places = Array.isArray(frames) ? frames.slice(0, 20) : [];
  const number = (value: unknown) => Math.min(Math.max(Math.floor(Number(value)) || 1, 1), 10_000_000);
  return {
    name: String(name ?? "Error").slice(0, 200) || "Error",
    message: String(message ?? "").slice(0, 4000),
    frames: places.map((place) => ({
      path: String(place?.path ?? "").slice(0, 250),
      line: number(place?.line),
      column: number(place?.column),
      ...(place?.name ? { name: String(place.name).slice(0, 200) } : {}),
    })),
  };
}
