/** The stateless messages on the code document: JSON, `type` first; one union per direction. */
import { z } from "zod";
import type { Action } from "./access.ts";
import type { ConnectionId, MessageId, PersonId, RunId } from "./ids.ts";
import { MAX_CHAT_LENGTH, MAX_LINE_LENGTH, MAX_PATH_LENGTH, MAX_PRINT_LENGTH } from "./limits.ts";
import type { RefusalCode } from "./refusals.ts";
import { MAX_SEED, RUN_REASONS, type RunError, type RunReason, type RunStream } from "./runs.ts";
import type { TestResult, TestsRecord } from "./tests.ts";

export { PROTOCOL_VERSION } from "./version.ts";

const requestId = z.string().min(1).max(64);
const runId = z.string().max(64);
const turn = z.number().int().min(1);
const stream = z.enum(["out", "err"]);
const milliseconds = z.number().min(0).max(3_600_000);

const runFrameSchema = z.object({
  path: z.string().max(250),
  line: z.number().int().min(1).max(10_000_000),
  column: z.number().int().min(1).max(10_000_000),
  name: z.string().max(200).optional(),
});
/** Of a page that has executed a run: at most 20 frames and MAX_CAUSES causes, one under the other. */
const lastErrorSchema = z.object({
  name: z.string().min(1).max(200),
  message: z.string().max(4000),
  frames: z.array(runFrameSchema).max(20),
  excerpt: z
    .object({ from: z.number().int().min(1).max(10_000_000), lines: z.array(z.string().max(200)).min(1).max(4) })
    .optional(),
  during: z.literal(true).optional(),
});
const withCause = <T extends z.ZodType>(cause: T) => lastErrorSchema.extend({ cause: cause.optional() });
const runErrorSchema = withCause(withCause(withCause(withCause(lastErrorSchema))));

export const clientMessageSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run.start"),
    requestId,
    entry: z
      .string()
      .min(1)
      .max(MAX_PATH_LENGTH + 8),
    seed: z.number().int().min(0).max(MAX_SEED).optional(),
  }),
  z.object({ type: z.literal("run.stop"), runId }),
  z.object({ type: z.literal("run.input"), runId, text: z.string().max(16_384) }),
  z.object({
    type: z.literal("run.line"),
    requestId,
    runId,
    text: z.string().max(MAX_LINE_LENGTH),
  }),
  // What the page that executes a run says of it; the server knows which page that is.
  z.object({ type: z.literal("run.print"), runId, stream, text: z.string().min(1).max(MAX_PRINT_LENGTH) }),
  z.object({ type: z.literal("run.ask"), runId, text: z.string().max(MAX_LINE_LENGTH) }),
  z.object({
    type: z.literal("run.end"),
    runId,
    reason: z.enum(RUN_REASONS),
    error: runErrorSchema.optional(),
    explanation: z.string().max(500).optional(),
    cpuMs: milliseconds,
    wallMs: milliseconds,
  }),
  // This page's person has opened, loaded or touched its preview.
  z.object({
    type: z.literal("preview.open"),
    // A page, so that what a preview prints never looks like the run of a program.
    page: z
      .string()
      .max(MAX_PATH_LENGTH)
      .regex(/\.html?$/i),
    // It is looked at, after a reconnect, and speaks only if no other does.
    quiet: z.literal(true).optional(),
  }),
  // Its console, while it has the turn.
  z.object({ type: z.literal("preview.print"), turn, stream, text: z.string().min(1).max(MAX_PRINT_LENGTH) }),
  z.object({ type: z.literal("preview.clear"), turn }),
  z.object({ type: z.literal("preview.end") }),
  // All tests, or one by its id.
  z.object({ type: z.literal("tests.start"), requestId, test: z.string().max(300).optional() }),
  z.object({ type: z.literal("tests.stop") }),
  z.object({ type: z.literal("signal"), to: z.string().max(64), data: z.unknown() }),
  z.object({ type: z.literal("chat.send"), requestId, text: z.string().trim().min(1).max(MAX_CHAT_LENGTH) }),
  z.object({ type: z.literal("chat.earlier"), before: z.string().max(64) }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** What each message needs. It is asked when the message is dealt with: behind the edits before it, for `run.start`. */
export const MESSAGE_RIGHTS: Readonly<Record<ClientMessage["type"], Action>> = {
  "run.start": "run.start",
  "run.stop": "run.stop",
  "run.input": "run.input",
  "run.line": "run.start",
  "run.print": "run.start",
  "run.ask": "run.start",
  "run.end": "run.start",
  "preview.open": "run.start",
  "preview.print": "run.start",
  "preview.clear": "run.start",
  "preview.end": "run.start",
  "tests.start": "run.start",
  "tests.stop": "run.stop",
  signal: "call.join",
  "chat.send": "chat.send",
  "chat.earlier": "room.read",
};

/** A person as messages name them: enough to show, even after they have left. */
export interface Author {
  id: PersonId;
  name: string;
  color: string;
}

export interface RunOutputChunk {
  seq: number;
  stream: RunStream;
  text: string;
}

/** What a person typed for a run; it stands behind the output up to `seq`. */
export interface RunTyped {
  seq: number;
  by: Author;
  /** `answer`: to what the program asked. `line`: after its end, to be evaluated with its values. */
  kind: "answer" | "line";
  text: string;
  /** What an answer is to; may be empty. */
  question?: string;
}

/** A run as a late joiner learns of it. `ended` is null while it goes on. */
export interface RunRecord {
  runId: RunId;
  requestId: string;
  by: Author;
  entry: string;
  /** Of a deterministic run. */
  seed?: number;
  /** Milliseconds since the epoch. */
  at: number;
  output: RunOutputChunk[];
  /** In order; left out where nothing was typed. */
  typed?: RunTyped[];
  ended: { reason: RunReason; error?: RunError; explanation?: string; cpuMs: number; wallMs: number } | null;
  /** What the program asks, while it waits for input. */
  prompt?: string;
  /** Of a preview's console: what it said up to this `seq` is gone. */
  cleared?: number;
  /** It has ended and takes lines; `busy` while one is under way. */
  open?: { busy: boolean };
}

export interface ChatMessage {
  id: MessageId;
  by: Author;
  text: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export type ServerMessage =
  | { type: "hello"; version: number; connection: ConnectionId }
  /** The durable state of this document. `stateVector` is complete; `deletes` is the delete set (as in a V1 update)
   * made durable since the previous `saved` on this connection, or the whole if `complete`: after each sync, and to
   * whoever missed much. Both base64. */
  | { type: "saved"; stateVector: string; deletes: string; complete?: true }
  /** Sent when the log cannot be written (`ok: false`) and when it can again. */
  | { type: "storage"; ok: boolean }
  | { type: "run.queued"; runId: RunId; requestId: string; by: Author; entry: string; position: number }
  | { type: "run.started"; runId: RunId; requestId: string; by: Author; entry: string; seed?: number; at: number }
  /** To the one connection that asked for it: execute this, and say what it prints. At the path `answers` its worker can
   * wait for an answer, `?question=1` and so on; nobody else knows it. */
  | { type: "run.execute"; runId: RunId; entry: string; answers: string }
  | ({ type: "run.output"; runId: RunId } & RunOutputChunk)
  /** A preview's console: what it said up to this `seq` is gone. */
  | { type: "run.cleared"; runId: RunId; seq: number }
  /** Whether this page's preview speaks for the room: the number that what it says must carry, or 0. It says all of
   * its console with a new number. */
  | { type: "preview.turn"; turn: number }
  | { type: "run.prompt"; runId: RunId; text: string }
  | { type: "run.answered"; runId: RunId; seq: number; by: Author; question: string; text: string }
  | {
      type: "run.ended";
      runId: RunId;
      reason: RunReason;
      error?: RunError;
      explanation?: string;
      cpuMs: number;
      wallMs: number;
    }
  /** The run has ended and takes lines, until `open` is false. */
  | { type: "run.open"; runId: RunId; open: boolean }
  | { type: "run.line"; runId: RunId; requestId: string; seq: number; by: Author; text: string }
  /** The line has been evaluated; its value or error is in the output. */
  | { type: "run.returned"; runId: RunId; requestId: string; reason: RunReason; explanation?: string }
  | { type: "run.history"; runs: RunRecord[] }
  /** Of hidden tests, each hears what their role may know. */
  | { type: "tests.started"; requestId: string; by: Author; at: number }
  /** All tests, in place of those before. */
  | { type: "tests.listed"; tests: TestResult[] }
  | { type: "tests.result"; test: TestResult }
  | { type: "tests.ended"; reason: "done" | "cancelled" | "failed" }
  /** On connecting, and when one's own role has changed. */
  | { type: "tests.history"; record: TestsRecord | null }
  | { type: "signal"; from: ConnectionId; data: unknown }
  | { type: "chat.message"; id: MessageId; requestId?: string; by: Author; text: string; at: number }
  | { type: "chat.history"; messages: ChatMessage[]; more: boolean }
  /** The room's own facts changed: fetch `GET /api/rooms/{id}` again. */
  | { type: "room.changed" }
  /** This person's rights changed; the connection stays and obeys the new role from now on. */
  | { type: "role.changed"; role: string }
  | { type: "refused"; requestId?: string; code: RefusalCode; message: string };
