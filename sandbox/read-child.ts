/**
 * What the child said, believed in nothing: a child that a program has taken over says what it likes. Every message is
 * rebuilt from the fields that it may have; null for anything else.
 */
import {
  type ExerciseReport,
  RUN_REASONS,
  type RunError,
  type RunExcerpt,
  type RunFrame,
  type RunOutcome,
  type RunReason,
} from "#protocol/runs";
import {
  EXCERPT_AFTER,
  EXCERPT_BEFORE,
  MAX_CAUSES,
  MAX_EXCERPT_LINE,
  MAX_EXPLANATION,
  MAX_FRAMES,
  MAX_MESSAGE,
  MAX_NAME,
  MAX_SHOWN,
  MAX_TESTS,
} from "./limits.ts";
import type { FromChild } from "./wire.ts";

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number): value is string => typeof value === "string" && value.length <= most;
const isAmount = (value: unknown): value is number => typeof value === "number" && value >= 0 && Number.isFinite(value);

export function readFromChild(line: string): FromChild | null {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isObject(said)) return null;
  const { type, runId } = said;
  if (type === "ready") return { type };
  if (type === "health")
    return isAmount(said.rss) && isAmount(said.threads) ? { type, rss: said.rss, threads: said.threads } : null;
  return isText(runId, MAX_NAME) ? readOfRun(runId, said) : null;
}

function readOfRun(runId: string, { type, stream, text, prompt, used, outcome, open }: Fields): FromChild | null {
  switch (type) {
    case "started":
    case "long":
      return { type, runId };
    case "output":
      return (stream === "out" || stream === "err") && typeof text === "string" ? { type, runId, stream, text } : null;
    case "waiting":
      if (prompt === undefined) return { type, runId };
      return typeof prompt === "string" ? { type, runId, prompt: prompt.slice(0, MAX_EXPLANATION) } : null;
    case "waking":
    case "parked":
    case "restart":
      return isAmount(used) ? { type, runId, used } : null;
    case "ended": {
      const read = readOutcome(outcome);
      return read && { type, runId, outcome: read, ...(open === true ? { open } : {}) };
    }
    case "closed":
      return { type, runId };
    default:
      return null;
  }
}

function readOutcome(value: unknown): RunOutcome | null {
  if (!isObject(value)) return null;
  const { reason, cpuMs, wallMs, explanation, error, exercise } = value;
  if (!RUN_REASONS.includes(reason as RunReason) || !isAmount(cpuMs) || !isAmount(wallMs)) return null;
  const read: RunOutcome = { reason: reason as RunReason, cpuMs, wallMs };
  if (explanation !== undefined) {
    if (!isText(explanation, MAX_EXPLANATION)) return null;
    read.explanation = explanation;
  }
  if (error !== undefined) {
    const known = readError(error, MAX_CAUSES);
    if (!known) return null;
    read.error = known;
  }
  if (exercise !== undefined) {
    const known = readExercise(exercise);
    if (!known) return null;
    read.exercise = known;
  }
  return read;
}

function readExercise(value: unknown): ExerciseReport | null {
  if (!isObject(value) || !Array.isArray(value.tests) || value.tests.length > MAX_TESTS) return null;
  const { tests, skipped, passed, ms, expected, actual } = value;
  if (!Array.isArray(skipped) || skipped.length > MAX_TESTS || !skipped.every(isAmount)) return null;
  if (!tests.every((name) => isText(name, MAX_NAME)) || typeof passed !== "boolean" || !isAmount(ms)) return null;
  const read: ExerciseReport = { tests, skipped, passed, ms };
  if (isText(expected, MAX_SHOWN)) read.expected = expected;
  if (isText(actual, MAX_SHOWN)) read.actual = actual;
  return read;
}

function readError(value: unknown, causes: number): RunError | null {
  if (!isObject(value) || !isText(value.name, MAX_NAME) || !isText(value.message, MAX_MESSAGE)) return null;
  if (!Array.isArray(value.frames) || value.frames.length > MAX_FRAMES) return null;
  const frames = value.frames.map(readFrame);
  if (frames.includes(null)) return null;
  const read: RunError = { name: value.name, message: value.message, frames: frames as RunFrame[] };
  if (value.excerpt !== undefined) {
    const excerpt = readExcerpt(value.excerpt);
    if (!excerpt) return null;
    read.excerpt = excerpt;
  }
  if (value.cause === undefined) return read;
  const cause = causes > 0 ? readError(value.cause, causes - 1) : null;
  return cause && { ...read, cause };
}

function readExcerpt(value: unknown): RunExcerpt | null {
  if (!isObject(value) || !isAmount(value.from) || !Array.isArray(value.lines)) return null;
  const { from, lines } = value;
  if (lines.length > 1 + EXCERPT_BEFORE + EXCERPT_AFTER) return null;
  return lines.every((line) => isText(line, MAX_EXCERPT_LINE)) ? { from, lines: lines as string[] } : null;
}

function readFrame(value: unknown): RunFrame | null {
  if (!isObject(value)) return null;
  const { path, line, column, name } = value;
  if (!isText(path, MAX_EXPLANATION) || !isAmount(line) || !isAmount(column)) return null;
  if (name !== undefined && typeof name !== "string") return null;
  return { path, line, column, ...(name === undefined ? {} : { name: name.slice(0, MAX_NAME) }) };
}
