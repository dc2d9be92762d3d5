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

export interface Kit {
  frameUrl: string;
  files: Record<string, ArrayBuffer>;
}

export function languageOf(path: string): Language | null {
  if (/\.py$/i.test(path)) return "python";
  return /\.sql$/i.test(path) ? "sql" : null;
}

async function get(path: string): Promise<Response> {
  const answer = await fetch(`/shelf/${path}`);
  if (!answer.ok) throw new Error(`/shelf/${path} answered ${answer.status}`);
  return answer;
}

/** Rejects if the server cannot be reached. */
export async function fetchKit(language: Language): Promise<Kit> {
  const stored = (await (await get("manifest.json")).json()) as Record<string, string>;
  const files = Object.entries(KITS[language]).map(async ([as, name]) => {
    return [as, await (await get(stored[name] ?? name)).arrayBuffer()] as const;
  });
  return { frameUrl: `/shelf/${stored["frame.html"]}`, files: Object.fromEntries(await Promise.all(files)) };
}
