/** What a frame says of a run's end, in the shape that the room takes. All of it may be a student's program's word. */
import { MAX_CAUSES, RUN_REASONS, type RunError, type RunExcerpt, type RunOutcome } from "#protocol/runs";

/** As in the schema of `run.end`: characters, frames, lines. */
const MAX_NAME = 200;
const MAX_MESSAGE = 4_000;
const MAX_PATH = 250;
const MAX_EXPLANATION = 500;
const MAX_FRAMES = 20;
const MAX_EXCERPT = 4;
const MAX_LINE = 200;
/** A line or column of a file; an hour in milliseconds. */
const MAX_PLACE = 10_000_000;
const MAX_TIME = 3_600_000;

type Said = Partial<Record<keyof RunOutcome, unknown>>;

/** A reason that is none of ours is a worker that was tampered with, and `crashed`. */
export function outcomeOf(said: Said): RunOutcome {
  const reason = RUN_REASONS.find((one) => one === said.reason) ?? "crashed";
  return {
    reason,
    ...(reason === "error" ? { error: errorOf(said.error, MAX_CAUSES) } : {}),
    ...(said.explanation === undefined ? {} : { explanation: text(said.explanation, MAX_EXPLANATION) }),
    cpuMs: time(said.cpuMs),
    wallMs: time(said.wallMs),
  };
}

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const text = (value: unknown, most: number) => (typeof value === "string" ? value.slice(0, most).toWellFormed() : "");
const time = (value: unknown) => Math.min(Math.max(Number(value) || 0, 0), MAX_TIME);
const place = (value: unknown) => Math.min(Math.max(Math.floor(Number(value)) || 1, 1), MAX_PLACE);

function errorOf(said: unknown, causes: number): RunError {
  const { name, message, frames, excerpt, cause, during } = fieldsOf(said);
  const shown = excerptOf(excerpt);
  return {
    name: text(name, MAX_NAME) || "Error",
    message: text(message, MAX_MESSAGE),
    frames: (Array.isArray(frames) ? frames : []).slice(0, MAX_FRAMES).map((one) => {
      const { path, line, column, name: called } = fieldsOf(one);
      const frame = { path: text(path, MAX_PATH), line: place(line), column: place(column) };
      return called ? { ...frame, name: text(called, MAX_NAME) } : frame;
    }),
    ...(shown ? { excerpt: shown } : {}),
    ...(cause && causes > 0 ? { cause: errorOf(cause, causes - 1), ...(during === true ? { during } : {}) } : {}),
  };
}

function excerptOf(said: unknown): RunExcerpt | null {
  const { from, lines } = fieldsOf(said);
  if (!Array.isArray(lines) || lines.length === 0) return null;
  return { from: place(from), lines: lines.slice(0, MAX_EXCERPT).map((line) => text(line, MAX_LINE)) };
}
