/** Executes what the server asks this page to: finds the files, has a frame run them, and tells the room. */
import { readFiles } from "#protocol/documents";
import type { RunId } from "#protocol/ids";
import { MAX_LINE_LENGTH } from "#protocol/limits";
import type { ClientMessage, RunRecord, ServerMessage } from "#protocol/messages";
import { RUN_LIMITS } from "#protocol/runs";
import type { RoomClient } from "#web/features/room/contract";
import { fetchKit, type Language, languageOf, type Progress, suspends } from "./kit.ts";
import { outcomeOf } from "./outcome.ts";
import { Printer } from "./printer.ts";
import { type FromFrame, ProgramFrame, type ToFrame } from "./program-frame.ts";

/** Milliseconds of the program's own time. Python starts slower than the server's JavaScript, and counts the same. */
export const PROGRAM_TIME: Record<Language, number> = { python: 10_000, sql: 5_000 };
/** Milliseconds that a frame may be silent beyond its program's time until it is taken down. */
const SILENCE = 5_000;
/** Milliseconds in which a language must have started, once it is here; an old laptop that is busy takes one minute. */
const STARTING = 180_000;
/** Milliseconds that a frame may say nothing while its program sleeps: longer than it lets one sleep. */
const SLEEPING = 130_000;
/** Milliseconds after which a frame that nobody uses is taken down, with the memory that its language holds. */
const UNUSED = 10 * 60_000;

const NAMES: Record<Language, string> = { python: "Python", sql: "SQLite" };

export interface Told {
  /** The language is being fetched for the first time; again with each piece that has come. */
  onFetching(name: string, progress?: Progress): void;
  /** It is here, or could not be had; nothing is under way any more. */
  onFetched(here: boolean): void;
  /** It is here and begins; that takes seconds, too. */
  onStarting(name: string): void;
  /** A program has begun in it; or it has not, and nobody waits for it any more. */
  onStarted(begun: boolean): void;
}

/** What runs programs, as the executor uses it; `ProgramFrame` but for tests. */
export interface Frame {
  onMessage: (said: FromFrame) => void;
  say(message: ToFrame): void;
  dispose(): void;
}

export interface ExecutorOptions {
  /** Makes the frame of a language. Rejects if what it needs cannot be fetched. */
  open?: (language: Language, onProgress: (so: Progress) => void) => Promise<Frame>;
}

const openFrame: NonNullable<ExecutorOptions["open"]> = async (language, onProgress) =>
  new ProgramFrame(await fetchKit(language, onProgress));

interface Current {
  runId: RunId;
  language: Language;
  printer: Printer;
  frame: Frame | null;
  /** It ends what says nothing. */
  watchdog: ReturnType<typeof setTimeout> | undefined;
  /** Questions that have no answer yet, as far as this page knows: it may hear of the next one before the last answer. */
  questions: number;
}

export class Executor {
  readonly #client: RoomClient;
  readonly #told: Told;
  readonly #open: NonNullable<ExecutorOptions["open"]>;
  readonly #frames = new Map<Language, Promise<Frame>>();
  readonly #unused = new Map<Language, ReturnType<typeof setTimeout>>();
  #current: Current | null = null;

  constructor(client: RoomClient, told: Told, { open = openFrame }: ExecutorOptions = {}) {
    this.#client = client;
    this.#told = told;
    this.#open = open;
  }

  receive(message: ServerMessage): void {
    if (message.type === "run.execute") return void this.#execute(message.runId, message.entry, message.answers);
    const current = this.#current;
    if (!current) return;
    if (message.type === "run.history") this.#leftBehind(current, message.runs);
    else if (message.type === "run.answered" && message.runId === current.runId) {
      current.questions = Math.max(0, current.questions - 1);
      if (current.questions === 0) this.#watch(current);
      current.frame?.say({ type: "answer", text: message.text });
    } else if (message.type === "run.ended" && message.runId === current.runId) this.#stop();
  }

  /** A history comes with a new connection, and this one may not speak for what the last one began. */
  #leftBehind({ runId }: Current, runs: readonly RunRecord[]): void {
    this.#stop();
    // The server has not noticed yet that the other one is gone.
    if (runs.some((run) => run.runId === runId && !run.ended)) this.#client.send({ type: "run.stop", runId });
  }

  dispose(): void {
    this.#stop();
    for (const language of [...this.#frames.keys()]) this.#takeDown(language);
  }

  async #execute(runId: RunId, entry: string, answers: string): Promise<void> {
    this.#stop();
    const language = languageOf(entry);
    if (!language) return;
    const send = (message: ClientMessage) => this.#client.send(message);
    const printer = new Printer((piece) => send({ type: "run.print", runId, ...piece }));
    const current: Current = { runId, language, printer, frame: null, watchdog: undefined, questions: 0 };
    this.#current = current;
    clearTimeout(this.#unused.get(language));
    let frame: Frame;
    try {
      frame = await this.#frame(language);
    } catch {
      if (this.#current !== current) return;
      const explanation = `${NAMES[language]} could not be fetched from this server. Look at your connection, then run it again.`;
      return this.#end(current, { reason: "crashed", explanation, cpuMs: 0, wallMs: 0 });
    }
    // Stopped meanwhile.
    if (this.#current !== current) return;
    current.frame = frame;
    frame.onMessage = (said) => this.#hear(current, said);
    current.watchdog = setTimeout(() => {
      const explanation = `${NAMES[language]} did not start within ${STARTING / 60_000} minutes in this browser. Close other tabs and programs, then run it again.`;
      this.#fail(current, explanation);
    }, STARTING);
    this.#told.onStarting(NAMES[language]);
    const files = readFiles(this.#client.code.doc).map(({ path, text }) => ({ path, text }));
    const limits = { time: PROGRAM_TIME[language], output: RUN_LIMITS.output };
    const asks = suspends() ? {} : { answers: new URL(answers, location.href).href };
    frame.say({ type: "run", program: { run: runId, entry, files, ...limits, ...asks } });
  }

  #hear(current: Current, said: FromFrame) {
    if (this.#current !== current) return;
    // What the last program still had to say, and that it was stopped, can come when this one has begun.
    if ("run" in said && said.run !== current.runId) return;
    switch (said.type) {
      case "started":
        this.#told.onStarted(true);
        return this.#watch(current);
      case "sleeps":
        return this.#watch(current, SLEEPING);
      case "awake":
        return this.#watch(current);
      case "print":
        return current.printer.print(said.stream === "err" ? "err" : "out", String(said.text));
      case "ask": {
        clearTimeout(current.watchdog);
        current.questions++;
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

  #end(current: Current, said: Omit<Extract<FromFrame, { type: "end" }>, "type" | "run">): void {
    clearTimeout(current.watchdog);
    this.#told.onStarted(false);
    const { runId } = current;
    const outcome = outcomeOf(said);
    current.printer.after(() => {
      this.#client.send({ type: "run.end", runId, ...outcome });
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
    const current = this.#current;
    if (!current) return;
    this.#current = null;
    clearTimeout(current.watchdog);
    this.#told.onStarted(false);
    current.printer.dispose();
    current.frame?.say({ type: "stop" });
    this.#leave(current.language);
  }

  /** Ends the program if its frame says nothing for so long; in the first place for as long as it may compute. */
  #watch(current: Current, silence = PROGRAM_TIME[current.language] + SILENCE): void {
    clearTimeout(current.watchdog);
    current.watchdog = setTimeout(() => {
      this.#takeDown(current.language);
      this.#end(current, { reason: "time", cpuMs: PROGRAM_TIME[current.language], wallMs: silence });
    }, silence);
  }

  #frame(language: Language): Promise<Frame> {
    const known = this.#frames.get(language);
    if (known) return known;
    const name = NAMES[language];
    this.#told.onFetching(name);
    const made = this.#open(language, (progress) => this.#told.onFetching(name, progress));
    this.#frames.set(language, made);
    made.then(
      () => this.#told.onFetched(true),
      () => {
        this.#told.onFetched(false);
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
