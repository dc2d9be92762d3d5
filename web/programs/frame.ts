/**
 * The frame in which a page's Python or SQL runs: a document of no origin, under a policy that lets it reach nothing.
 * It starts the program in a worker, watches its time and its output, and ends it. It knows neither language.
 */
interface Kit {
  /** Scripts and data by name; `worker.js` is what the worker runs. Modules of WebAssembly are compiled here, once. */
  files: Record<string, ArrayBuffer>;
}
interface Program {
  /** Said with all that it says. */
  run: string;
  entry: string;
  files: { path: string; text: string }[];
  /** Milliseconds of the program's own time. */
  time: number;
  /** Characters. */
  output: number;
  /** Where the worker asks for answers by itself; then nobody hands them to it. */
  answers?: string;
}
type FromPage =
  | { type: "kit"; kit: Kit }
  | { type: "run"; program: Program }
  | { type: "answer"; text: string }
  | { type: "stop" };
type FromWorker =
  | { type: "ready" }
  | { type: "failed"; text: string }
  | { type: "started" }
  | { type: "print"; stream: "out" | "err"; text: string }
  | { type: "ask"; text: string }
  | { type: "answered" }
  | { type: "sleeps" }
  | { type: "awake" }
  | { type: "end"; reason: string; error?: unknown; explanation?: string };

/** Milliseconds between looks at the clock. */
const LOOK = 50;
/** Milliseconds in which what is printed goes to the page together. */
const TOGETHER = 33;
/** Milliseconds that a program may sleep in all, as the server's own wait for timers. */
const SLEEP = 120_000;
/** Characters of a question. */
const QUESTION = 2000;

let port: MessagePort;
let kit: Record<string, ArrayBuffer | WebAssembly.Module> = {};
let workerUrl = "";
/** A worker that is loading or has loaded, for the next program. */
let spare: { worker: Worker; ready: Promise<string | null> } | null = null;
let current: Run | null = null;
/** Settles when the kit is ready for use. */
let taken: Promise<void> = Promise.resolve();
/** How often something was asked; a start that another one or a stop has overtaken is none. */
let asked = 0;

class Run {
  readonly #worker: Worker;
  readonly #program: Program;
  #printed = 0;
  #waiting: { stream: "out" | "err"; text: string }[] = [];
  #timer: ReturnType<typeof setInterval>;
  #flushing: ReturnType<typeof setTimeout> | undefined;
  /** Of its own time; the clock stands still while it waits for an answer, or sleeps. */
  #spent = 0;
  #since: number | null = null;
  #waits: "answer" | "sleep" | null = null;
  #slept = 0;
  #asleep = 0;
  readonly #began = performance.now();

  constructor(worker: Worker, program: Program) {
    this.#worker = worker;
    this.#program = program;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.end({ reason: "crashed", explanation: `The program's worker broke: ${event.message ?? "no reason given"}` });
    };
    this.#timer = setInterval(() => {
      if (this.#own() > program.time) this.end({ reason: "time" });
      if (this.#waits === "sleep" && this.#slept + performance.now() - this.#asleep > SLEEP) {
        const explanation = `The program slept for ${SLEEP / 60_000} minutes in all, so it was stopped.`;
        this.end({ reason: "time", explanation });
      }
    }, LOOK);
    this.#since = performance.now();
    worker.postMessage({ type: "run", program });
  }

  answer(text: string): void {
    if (this.#waits !== "answer" || this.#program.answers !== undefined) return;
    this.#goOn();
    this.#worker.postMessage({ type: "answer", text });
  }

  end(outcome: { reason: string; error?: unknown; explanation?: string }): void {
    if (current !== this) return;
    current = null;
    clearInterval(this.#timer);
    this.#worker.onmessage = null;
    // Whatever it still does, it does no longer: each program has a worker of its own.
    this.#worker.terminate();
    this.#flush();
    const wallMs = performance.now() - this.#began;
    this.#say({ type: "end", ...outcome, cpuMs: Math.min(this.#own(), wallMs), wallMs });
    prepare();
  }

  #say(message: object): void {
    port.postMessage({ ...message, run: this.#program.run });
  }

  #own(): number {
    return this.#spent + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  #stand(why: "answer" | "sleep"): void {
    this.#spent = this.#own();
    this.#since = null;
    this.#waits = why;
  }

  #goOn(): void {
    this.#since = performance.now();
    this.#waits = null;
  }

  #receive(said: FromWorker): void {
    if (current !== this || typeof said !== "object" || said === null) return;
    if (said.type === "print") this.#print(said.stream === "err" ? "err" : "out", String(said.text));
    else if (said.type === "ask" && this.#waits === null) {
      this.#stand("answer");
      this.#flush();
      this.#say({ type: "ask", text: String(said.text).slice(0, QUESTION) });
    } else if (said.type === "answered" && this.#program.answers !== undefined) {
      if (this.#waits === "answer") this.#goOn();
    } else if (said.type === "sleeps" && this.#waits === null) {
      this.#stand("sleep");
      this.#asleep = performance.now();
      this.#say({ type: "sleeps" });
    } else if (said.type === "awake" && this.#waits === "sleep") {
      this.#slept += performance.now() - this.#asleep;
      this.#goOn();
      this.#say({ type: "awake" });
    } else if (said.type === "end") {
      const { type: _, ...outcome } = said;
      this.end(outcome);
    }
  }

  #print(stream: "out" | "err", text: string) {
    const room = this.#program.output - this.#printed;
    const kept = text.slice(0, room);
    this.#printed += kept.length;
    const last = this.#waiting.at(-1);
    if (last?.stream === stream) last.text += kept;
    else if (kept !== "") this.#waiting.push({ stream, text: kept });
    if (text.length > room) return this.end({ reason: "output" });
    this.#flushing ??= setTimeout(() => this.#flush(), TOGETHER);
  }

  #flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    for (const piece of this.#waiting) this.#say({ type: "print", ...piece });
    this.#waiting = [];
  }
}

/** Starts a worker that loads its language, so that the next program begins at once. */
function prepare(): void {
  const worker = new Worker(workerUrl);
  const ready = new Promise<string | null>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "ready") resolve(null);
      if (data.type === "failed") resolve(data.text);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(event.message || "its script could not be loaded");
    };
  });
  spare = { worker, ready };
  worker.postMessage({ type: "kit", kit });
}

async function take({ files }: Kit): Promise<void> {
  const entries = Object.entries(files).map(async ([name, bytes]) => {
    return [name, name.endsWith(".wasm") ? await WebAssembly.compile(bytes) : bytes] as const;
  });
  kit = Object.fromEntries(await Promise.all(entries));
  workerUrl = URL.createObjectURL(new Blob([kit["worker.js"] as ArrayBuffer], { type: "text/javascript" }));
  prepare();
  port.postMessage({ type: "ready" });
}

async function start(program: Program): Promise<void> {
  const mine = ++asked;
  await taken;
  if (!spare) prepare();
  const own = spare;
  const why = await own?.ready;
  // Stopped meanwhile; the worker is for the next one.
  if (!own || mine !== asked) return;
  spare = null;
  if (typeof why === "string") {
    own.worker.terminate();
    const explanation = `The language could not be started in this browser: ${why}.`.slice(0, 500);
    port.postMessage({ type: "end", run: program.run, reason: "crashed", explanation, cpuMs: 0, wallMs: 0 });
    return;
  }
  port.postMessage({ type: "started", run: program.run });
  current = new Run(own.worker, program);
}

function stop(): void {
  asked++;
  current?.end({ reason: "cancelled" });
}

addEventListener("message", function greet({ source, ports }: MessageEvent) {
  if (source !== parent || !ports[0]) return;
  removeEventListener("message", greet);
  port = ports[0];
  port.onmessage = ({ data }: MessageEvent<FromPage>) => {
    if (data.type === "kit") {
      taken = take(data.kit);
      taken.catch((error) => port.postMessage({ type: "failed", text: `${error}` }));
    } else if (data.type === "run") start(data.program).catch(() => {});
    else if (data.type === "answer") current?.answer(data.text);
    else if (data.type === "stop") stop();
  };
});
