/** Errors of the guest as people read them: in their own files, with their own lines. */
import type { RunError, RunFrame } from "#protocol/runs";
import { complaintInWords, type Where } from "./complaints.ts";
import type { Place } from "./explain.ts";
import { MAX_CAUSES, MAX_FRAMES, MAX_MESSAGE } from "./limits.ts";
import type { ImportError, Program } from "./program.ts";
import type { SourceError } from "./strip.ts";
import type { Complaint, Reworded } from "./thrown.ts";
import { plainWords } from "./wording.ts";

/** What the guest's `report` says of a thrown value. Its stack is the engine's. */
interface Reported {
  name: string;
  message: string;
  stack: string;
  isNull: boolean;
  isError: boolean;
  cause?: Reported;
}

/** Characters of a line that is looked at for better words. */
const MAX_LINE = 1_000;
/** Characters of a file in which a place is looked for. */
const MAX_TEXT = 100_000;
/** Characters of a stack in which the first of the person's own frames is looked for. */
const MAX_STACK = 2_000;

export interface Thrown {
  message: string;
  isNull: boolean;
  outOfMemory: boolean;
  toError(program: Program): RunError;
}

export function parseReport(json: string): Thrown {
  const reported = JSON.parse(json) as Reported;
  return {
    message: reported.message,
    isNull: reported.isNull,
    outOfMemory: reported.name === "InternalError" && reported.message === "out of memory",
    toError: (program) => toError(reported, program, MAX_CAUSES),
  };
}

function toError(reported: Reported, program: Program, causes: number): RunError {
  const frames = framesIn(reported.stack, program);
  if (frames.length === 0) frames.push(...missingExport(reported, program));
  const [frame] = frames;
  const line = frame && lineOf(frame, program);
  const { name, message } = plainWords(reported, { frame, line });
  const error: RunError = { name: name.slice(0, 100), message: message.slice(0, MAX_MESSAGE), frames };
  if (reported.cause && causes > 0) error.cause = toError(reported.cause, program, causes - 1);
  return error;
}

/** What the engine complains of, in V8's words and with a stack that shows where; undefined if its own are to stay. */
export function wordsFor({ message, stack, about }: Complaint, program: Program): Reworded | undefined {
  const [top = ""] = stack.split("\n", 1);
  // Of what the guest does itself the program's text says nothing.
  if (/\(pairlab:/.test(top)) return undefined;
  const native = /^ {4}at (\S*) \(native\)/.exec(top)?.[1];
  const [frame] = framesIn(stack.slice(0, MAX_STACK), program);
  const text = frame && program.text(frame.path);
  const at = frame && text !== undefined ? offsetOf(frame, text) : undefined;
  const where: Where = { native, about, name: frame?.name };
  const words = complaintInWords(message, text !== undefined && at !== undefined ? { ...where, text, at } : where);
  if (typeof words !== "object" || !frame || text === undefined)
    return typeof words === "object" ? { message: words.words } : words === undefined ? undefined : { message: words };
  const lines = text.slice(0, words.at).split("\n");
  const place = (line: number, column: number): string =>
    `(${frame.path}:${line}:${column + (line === 1 ? program.shift(frame.path) : 0)})`;
  const moved = place(lines.length, (lines.at(-1)?.length ?? 0) + 1);
  return { message: words.words, stack: stack.replace(place(frame.line, frame.column), () => moved) };
}

/** Undefined beyond what people type. */
function offsetOf({ line, column }: RunFrame, text: string): number | undefined {
  if (text.length > MAX_TEXT) return undefined;
  let from = 0;
  for (let left = line; left > 1; left--) {
    from = text.indexOf("\n", from) + 1;
    if (from === 0) return undefined;
  }
  return from + column - 1;
}

export function describeSource(fault: SourceError, program: Program): RunError {
  const { frame } = fault;
  const line = lineOf(frame, program);
  return { ...plainWords({ name: "SyntaxError", message: fault.message }, { frame, line }), frames: [frame] };
}

/** Undefined if nobody has typed it: a look at a very long line takes long. */
function lineOf({ path, line }: RunFrame, program: Program): string | undefined {
  const text = program.text(path)?.split("\n")[line - 1];
  return text !== undefined && text.length <= MAX_LINE ? text : undefined;
}

/** The frame is where the import is written. */
export function describeImport(fault: ImportError, program: Program): RunError {
  const lines = program.text(fault.from)?.split("\n") ?? [];
  const quoted = [`"${fault.specifier}"`, `'${fault.specifier}'`];
  for (const [index, line] of lines.entries())
    for (const specifier of quoted) {
      const column = line.indexOf(specifier) + 1;
      if (column > 0 && /\b(import|from|require|export)\b/.test(line))
        return { name: "Error", message: fault.message, frames: [{ path: fault.from, line: index + 1, column }] };
    }
  return { name: "Error", message: fault.message, frames: [] };
}

/** Where an export that is not there is imported: the engine does not say. */
function missingExport({ name, message }: Reported, program: Program): RunFrame[] {
  const [, wanted = "", path = ""] = /^Could not find export '(.+)' in module '(.+)'$/.exec(message) ?? [];
  if (name !== "SyntaxError" || path === "") return [];
  const word = wanted === "default" ? /[\w$]+/ : new RegExp(`(?<![\\w$])${wanted.replace(/\W/g, "\\$&")}(?![\\w$])`);
  for (const from of program.importersOf(path))
    for (const { 0: statement, index } of (program.text(from) ?? "").matchAll(
      /(?<=^|[;\n])[ \t]*(?:import|export)\b([^;"']*?)\bfrom\b/g,
    )) {
      const skipped = /^\s*\w+/.exec(statement)?.[0].length ?? 0;
      const at = statement.slice(skipped).search(word);
      if (at < 0) continue;
      const before = (program.text(from) ?? "").slice(0, index + skipped + at).split("\n");
      return [{ path: from, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }];
    }
  return [];
}

/** The engine writes `    at name (path:line:column)`, and a syntax error's place without brackets. */
const FRAME = /^ {4}at (?:(.+) \()?(.+):(\d+):(\d+)\)?$/;

/** The function in which lines are evaluated, in the guest's line.js as well: it is nobody's frame. */
export const LINE_FUNCTION = "__pairlabLine";

/** The frames in the person's own files, the innermost first. */
export function framesIn(stack: string, program: Program): RunFrame[] {
  const frames: RunFrame[] = [];
  for (const text of stack.split("\n")) {
    if (frames.length === MAX_FRAMES) break;
    const [, name, path, line, column] = FRAME.exec(text) ?? [];
    if (path === undefined || !program.has(path) || name === LINE_FUNCTION) continue;
    const frame: RunFrame = { path, line: Number(line), column: Number(column) };
    const shift = frame.line === 1 ? program.shift(path) : 0;
    if (frame.column > shift) frame.column -= shift;
    // What the host has put before the first line is nobody's. A syntax error has no name, and no such shift.
    else if (name !== undefined && shift > 0) frame.column = 1;
    frame.column = unitsUpTo(frame, program);
    if (name && name !== "<anonymous>" && name !== "<eval>") frame.name = name;
    frames.push(frame);
  }
  return frames;
}

/** The engine counts characters; everything else counts 16-bit units, of which an emoji has two. */
function unitsUpTo({ path, line, column }: RunFrame, program: Program): number {
  const text = program.text(path) ?? "";
  if (text.length > MAX_TEXT || !/[\ud800-\udbff]/.test(text)) return column;
  const characters = [...(text.split("\n")[line - 1] ?? "")];
  return characters.slice(0, column - 1).join("").length + Math.max(1, column - characters.length);
}

/**
 * Where an interrupted program was. The engine knows the line of the last call only, so a loop without calls is looked
 * for below it: in the same function, and if there is exactly one.
 */
export function placeIn(stack: string, program: Program): Place | undefined {
  const [frame] = framesIn(stack, program);
  if (!frame) return undefined;
  const lines = (program.text(frame.path) ?? "").split("\n").slice(frame.line - 1);
  const indentation = (line: string): number => line.search(/\S/);
  const start = indentation(lines[0] ?? "");
  const isTop = frame.line === 1 && frame.name === undefined;
  const end = isTop
    ? -1
    : lines.findIndex((line, index) => index > 0 && line.trim() !== "" && indentation(line) <= start);
  const body = end < 0 ? lines : lines.slice(0, end);
  const loops = [...body.entries()].filter(([, line]) =>
    /(?:^|[\s;{}:])(?:(?:for|while)\s*\(|for\s+await\b|do\s*\{)/.test(line),
  );
  const [only] = loops;
  const line = loops.length === 1 && only ? frame.line + only[0] : frame.line;
  return { path: frame.path, line };
}
