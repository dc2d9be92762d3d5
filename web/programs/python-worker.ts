/** Runs one Python program of a room in this worker, from the files it is handed. Ended by its frame. */
interface Pyodide {
  runPython(code: string): void;
  globals: { get(name: string): PythonFunction };
  setStdout(options: { write(bytes: Uint8Array): number }): void;
  setStderr(options: { write(bytes: Uint8Array): number }): void;
}
interface PythonFunction {
  (...given: unknown[]): string;
  callPromising(...given: unknown[]): Promise<string>;
}
interface Program {
  entry: string;
  files: { path: string; text: string }[];
  /** Where a browser that cannot suspend WebAssembly waits for the answers. */
  answers?: string;
}

/** Bytes of Python's memory; beyond it a program gets a MemoryError instead of the whole laptop. */
const MAX_MEMORY = 512 * 1024 * 1024;

const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages: number) {
  if (this.buffer.byteLength + pages * 65_536 > MAX_MEMORY) throw new RangeError("out of memory");
  return grow.call(this, pages);
};

let python: Pyodide;
let answered: ((text: string) => void) | null = null;

const say = (message: object) => postMessage(message);

function printer(stream: "out" | "err") {
  const decoder = new TextDecoder();
  return {
    write(bytes: Uint8Array) {
      const text = decoder.decode(bytes, { stream: true });
      if (text !== "") say({ type: "print", stream, text });
      return bytes.length;
    },
  };
}

/** Given to Python's `input`, which stands still until the room has answered. */
function ask(question: string): Promise<string> {
  return new Promise((resolve) => {
    answered = resolve;
    say({ type: "ask", text: question });
  });
}

/** Given to Python's `time.sleep`. Its frame does not count such a time as the program's own. */
async function sleep(ms: number): Promise<void> {
  say({ type: "sleeps" });
  await new Promise((resolve) => setTimeout(resolve, ms));
  say({ type: "awake" });
}

/** As `sleep`, where nothing can be suspended. Only shared memory can be waited at, and WebAssembly has such. */
function blockingSleep(ms: number): void {
  say({ type: "sleeps" });
  const until = performance.now() + ms;
  try {
    const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    Atomics.wait(new Int32Array(buffer), 0, 0, ms);
  } catch {
    // A browser that gives none has to spin.
    while (performance.now() < until);
  }
  say({ type: "awake" });
}

/** Requests that may fail, one after another, and the milliseconds between them. */
const ATTEMPTS = 4;
const APART = 400;

/**
 * As `ask`, in a browser that cannot suspend WebAssembly: the worker itself stands still, in a request that the server
 * holds until the room has answered. The page does not notice; its frame ends a worker that waits like any other.
 */
function blockingAsk(answers: string) {
  let asked = 0;
  return (question: string): string => {
    const address = `${answers}?question=${++asked}`;
    say({ type: "ask", text: question });
    let failed = 0;
    while (failed < ATTEMPTS) {
      const request = new XMLHttpRequest();
      request.open("GET", address, false);
      try {
        request.send();
      } catch {
        // No server, or no network. Nothing else than this can wait here.
        failed++;
        for (const until = performance.now() + APART; performance.now() < until; );
        continue;
      }
      failed = 0;
      if (request.status === 200) {
        say({ type: "answered" });
        return request.responseText;
      }
      if (request.status !== 204) break;
    }
    throw new Error("no answer");
  };
}

async function load(kit: Record<string, ArrayBuffer | WebAssembly.Module>): Promise<void> {
  const bytes = (name: string) => kit[name] as ArrayBuffer;
  const text = (name: string) => new TextDecoder().decode(bytes(name));
  const script = (name: string) => import(URL.createObjectURL(new Blob([bytes(name)], { type: "text/javascript" })));
  // Pyodide fetches what it is made of; here it is handed over, for nothing can be fetched under this policy.
  globalThis.fetch = async (address) => {
    const name = String(address).split("/").at(-1) ?? "";
    if (!(kit[name] instanceof ArrayBuffer) && !name.endsWith(".wasm"))
      throw new TypeError("Nothing can be fetched here.");
    return new Response(name.endsWith(".wasm") ? null : bytes(name));
  };
  const compiled = WebAssembly.instantiateStreaming;
  const module = kit["pyodide.asm.wasm"] as WebAssembly.Module;
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    script("pyodide.mjs"),
    script("pyodide.asm.mjs"),
  ]);
  python = (await loadPyodide({
    indexURL: "https://kit.invalid/",
    createPyodideModule,
    lockFileContents: JSON.parse(text("pyodide-lock.json")),
  })) as Pyodide;
  WebAssembly.instantiateStreaming = compiled;
  python.setStdout(printer("out"));
  python.setStderr(printer("err"));
  python.runPython(text("run.py"));
}

async function run({ entry, files, answers }: Program): Promise<void> {
  const start = python.globals.get("run_program");
  const given = [entry, JSON.stringify(files), ask, sleep];
  // Where nothing can be suspended it is called as any function, and stands still where it waits.
  const end = answers ? start(...given, blockingAsk(answers), blockingSleep) : await start.callPromising(...given);
  say({ type: "end", ...(JSON.parse(end) as object) });
}

addEventListener("message", ({ data }: MessageEvent) => {
  if (data.type === "kit") {
    load(data.kit).then(
      () => say({ type: "ready" }),
      (error) => say({ type: "failed", text: String(error) }),
    );
  } else if (data.type === "run") {
    run(data.program).catch((error) => {
      const explanation = /call stack|recursion/i.test(String(error))
        ? "The program called functions more deeply than this browser allows. Does a function call itself without end?"
        : `Python itself broke: ${error}`.slice(0, 400);
      say({ type: "end", reason: "crashed", explanation });
    });
  } else if (data.type === "answer") {
    const resolve = answered;
    answered = null;
    resolve?.(data.text);
  }
});
