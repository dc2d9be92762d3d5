/** What a language needs to run in a browser: fetched from our own server when it is first used, and cached there. */

export type Language = "python" | "sql";

/** By the name that the language's worker looks for; each is a file of `/shelf/manifest.json`. */
const KITS: Record<Language, Record<string, string>> = {
  sql: { "worker.js": "sql-worker.js", "sql.mjs": "sql.mjs", "sql.wasm": "sql.wasm" },
  python: {
    "worker.js": "python-worker.js",
    "run.py": "python-run.py",
    "pyodide.mjs": "pyodide.mjs",
    "pyodide.asm.mjs": "pyodide.asm.mjs",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    "python_stdlib.zip": "python_stdlib.zip",
    "pyodide-lock.json": "pyodide-lock.json",
  },
};

/**
 * Whether Python's `input()` can wait by JavaScript Promise Integration. Where it cannot, the frame's policy lets the
 * worker reach one path of this server, where the answers are.
 */
export const suspends = (): boolean => "Suspending" in WebAssembly;

export interface Kit {
  frameUrl: string;
  files: Record<string, ArrayBuffer>;
}

export function languageOf(path: string): Language | null {
  if (/\.py$/i.test(path)) return "python";
  return /\.sql$/i.test(path) ? "sql" : null;
}

/** Bytes, as they are once they are unpacked: what comes over the wire is packed. */
export interface Progress {
  received: number;
  total: number;
}

/** Milliseconds without a byte after which a connection is taken for broken: the next run asks anew. */
const STALLED = 30_000;

export interface Fetching {
  /** The server; the page's own by itself. */
  from?: string;
  /** Milliseconds. */
  stalled?: number;
}

/** Rejects if the server cannot be reached, or the connection breaks on the way or says nothing any more. */
export async function fetchKit(
  language: Language,
  onProgress: (so: Progress) => void,
  { from = "", stalled = STALLED }: Fetching = {},
): Promise<Kit> {
  const broken = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(() => broken.abort(), stalled);
  };
  async function get(path: string): Promise<Response> {
    alive();
    const answer = await fetch(`${from}/shelf/${path}`, { signal: broken.signal });
    if (!answer.ok) throw new Error(`/shelf/${path} answered ${answer.status}`);
    return answer;
  }
  try {
    const stored = (await (await get("manifest.json")).json()) as Record<string, string>;
    const so: Progress = { received: 0, total: 0 };
    const kit = Object.entries(KITS[language]);
    let [known, total] = [0, 0];
    const files = kit.map(async ([as, name]) => {
      const answer = await get(stored[name] ?? name);
      total += Number(answer.headers.get("X-Unpacked-Length"));
      // Until all have been answered nobody knows how much there is.
      if (++known === kit.length) so.total = total;
      const bytes = await readAll(answer, (more) => {
        alive();
        so.received += more;
        onProgress(so);
      });
      return [as, bytes] as const;
    });
    const asks = language === "python" && !suspends() ? "?answers" : "";
    const had = Object.fromEntries(await Promise.all(files));
    return { frameUrl: `${from}/shelf/${stored["frame.html"]}${asks}`, files: had };
  } finally {
    clearTimeout(silence);
  }
}

async function readAll(answer: Response, onBytes: (more: number) => void): Promise<ArrayBuffer> {
  if (!answer.body) return answer.arrayBuffer();
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, out) {
      onBytes(bytes.length);
      out.enqueue(bytes);
    },
  });
  return new Response(answer.body.pipeThrough(counted)).arrayBuffer();
}
