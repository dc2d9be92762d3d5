/** TypeScript and JSX to JavaScript, lines kept. In the thread and under its deadline: sources are hostile too. */
import { createRequire } from "node:module";
import type { RunFrame } from "#protocol/runs";

// Loaded with the first file that needs them: most rooms never do, and each thread would pay 30 MB.
const require = createRequire(import.meta.url);

/** A file that is not a program of its language. */
export class SourceError extends SyntaxError {
  readonly frame: RunFrame;

  constructor(message: string, frame: RunFrame) {
    super(message);
    this.frame = frame;
  }
}

interface SwcError {
  code?: string;
  message?: string;
  startLine?: number;
  startColumn?: number;
}

/** Throws a SourceError. Types become blanks; only enums, namespaces and JSX are written anew, line by line. */
export function compileTypes(path: string, code: string): string {
  if (/x$/i.test(path)) return transform(path, code);
  const swc = require("@swc/wasm-typescript") as typeof import("@swc/wasm-typescript");
  try {
    return swc.transformSync(code, { mode: "strip-only", filename: path }).code ?? "";
  } catch (error) {
    if (error instanceof Error && !("code" in error)) throw error;
    const { code: kind, message = "", startLine = 1, startColumn = 0 } = error as SwcError;
    if (kind === "UnsupportedSyntax") return transform(path, code);
    const frame = { path, line: startLine, column: startColumn + 1 };
    throw new SourceError(plain(message), frame);
  }
}

/** Sucrase leaves them out without a word. */
const NAMESPACE = /^[ \t]*(?:export[ \t]+)?(?:namespace|module)[ \t]+[\w$.]+[ \t]*\{/m;

function transform(path: string, code: string): string {
  const namespace = NAMESPACE.exec(code);
  if (namespace) {
    const before = code.slice(0, namespace.index).split("\n");
    throw new SourceError("Namespaces are not here: put what belongs together into a file of its own, and import it", {
      path,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    });
  }
  const sucrase = require("sucrase") as typeof import("sucrase");
  const transforms: ("typescript" | "jsx")[] = /\.tsx$/i.test(path)
    ? ["typescript", "jsx"]
    : /x$/i.test(path)
      ? ["jsx"]
      : ["typescript"];
  try {
    return sucrase.transform(code, { transforms, disableESTransforms: true, production: true }).code;
  } catch (error) {
    const { message = "", loc } = error as { message?: string; loc?: { line: number; column: number } };
    const frame = { path, line: loc?.line ?? 1, column: loc?.column ?? 1 };
    throw new SourceError(message.replace(/ \(\d+:\d+\)$/, ""), frame);
  }
}

/** The compiler's first clause; its lists of everything that could follow help nobody. */
function plain(message: string): string {
  const line = (message.split("\n")[0] ?? "").trim();
  const list = line.indexOf(". Expected ");
  return list >= 0 && line.length > 120 ? line.slice(0, list) : line;
}
