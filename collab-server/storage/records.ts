/** What Storage asks of everything but the log: through Prisma's models, the same for both databases. */

import type { Db } from "#prisma/client";
import type { Role } from "#protocol/access";
import type { MessageId, PersonId, RoomId, RunId } from "#protocol/ids";
import type { ChatMessage, RunOutputChunk, RunRecord, RunTyped } from "#protocol/messages";
import type { RunError, RunReason } from "#protocol/runs";
import type { TestsRecord } from "#protocol/tests";
import { readPrismaError } from "./failure.ts";
import type { Storage } from "./storage.ts";

export type Records = Pick<
  Storage,
  "member" | "room" | "touch" | "addRun" | "runs" | "addMessage" | "messages" | "hiddenTests" | "tests" | "saveTests"
>;

async function ask<Result>(query: Promise<Result>): Promise<Result> {
  try {
    return await query;
  } catch (error) {
    throw readPrismaError(error);
  }
}

/** A finished run's row. Throws on one that goes on: it has no outcome to store. */
export function runRow(roomId: RoomId, run: RunRecord) {
  const { ended } = run;
  if (!ended) throw new Error(`The run ${run.runId} has not ended`);
  return {
    id: run.runId,
    roomId,
    requestId: run.requestId,
    personId: run.by.id,
    personName: run.by.name,
    personColor: run.by.color,
    entry: run.entry,
    seed: run.seed ?? null,
    startedAt: new Date(run.at),
    reason: ended.reason,
    error: ended.error ? JSON.stringify(ended.error) : null,
    explanation: ended.explanation ?? null,
    output: JSON.stringify([...run.output, ...(run.typed ?? [])]),
    cpuMs: Math.round(ended.cpuMs),
    wallMs: Math.round(ended.wallMs),
  };
}

export function messageRow(roomId: RoomId, message: ChatMessage) {
  const { id, by, text, at } = message;
  return { id, roomId, personId: by.id, personName: by.name, personColor: by.color, text, createdAt: new Date(at) };
}

export const testsRow = (roomId: RoomId, record: TestsRecord) => ({ roomId, record: JSON.stringify(record) });

const authorOf = (row: { personId: string; personName: string; personColor: string }) => ({
  id: row.personId as PersonId,
  name: row.personName,
  color: row.personColor,
});

function runOf(row: ReturnType<typeof runRow> | Awaited<ReturnType<Db["run"]["findFirstOrThrow"]>>): RunRecord {
  return {
    runId: row.id as RunId,
    requestId: row.requestId,
    by: authorOf(row),
    entry: row.entry,
    ...(row.seed !== null && { seed: row.seed }),
    at: row.startedAt.getTime(),
    ...transcriptOf(row.output),
    ended: {
      reason: row.reason as RunReason,
      ...(row.error !== null && { error: JSON.parse(row.error) as RunError }),
      ...(row.explanation !== null && { explanation: row.explanation }),
      cpuMs: row.cpuMs,
      wallMs: row.wallMs,
    },
  };
}

/** Pieces of output and what was typed between them share a column; only the latter have a kind. */
function transcriptOf(json: string): Pick<RunRecord, "output" | "typed"> {
  const pieces = JSON.parse(json) as (RunOutputChunk | RunTyped)[];
  const typed = pieces.filter((piece): piece is RunTyped => "kind" in piece);
  const output = pieces.filter((piece): piece is RunOutputChunk => !("kind" in piece));
  return { output, ...(typed.length > 0 ? { typed } : {}) };
}

export function createRecords(db: Db): Records {
  return {
    async member(room, person) {
      const key = { roomId: room, personId: person };
      const row = await ask(db.membership.findUnique({ where: { roomId_personId: key } }));
      if (!row) return null;
      return { person, name: row.name, color: row.color, role: row.role as Role, removed: row.removedAt !== null };
    },

    async room(room) {
      const row = await ask(db.room.findUnique({ where: { id: room } }));
      return row && { id: room, title: row.title, locked: row.locked, calls: row.calls };
    },

    async touch(room, person) {
      const where = { roomId: room, personId: person };
      await ask(db.membership.updateMany({ where, data: { lastSeenAt: new Date() } }));
    },

    // An upsert, so that a second try after a lost answer is no error.
    async addRun(room, run) {
      const row = runRow(room, run);
      await ask(db.run.upsert({ where: { id: row.id }, create: row, update: { output: row.output } }));
    },

    async runs(room, count) {
      const newestFirst = [{ startedAt: "desc" as const }, { id: "desc" as const }];
      const rows = await ask(db.run.findMany({ where: { roomId: room }, orderBy: newestFirst, take: count }));
      return rows.reverse().map(runOf);
    },

    async addMessage(room, message) {
      const row = messageRow(room, message);
      await ask(db.chatMessage.upsert({ where: { id: row.id }, create: row, update: {} }));
    },

    async hiddenTests(room) {
      const select = { id: true, path: true, text: true } as const;
      return ask(db.hiddenTest.findMany({ where: { roomId: room }, select, orderBy: { path: "asc" } }));
    },

    async tests(room) {
      const row = await ask(db.testResults.findUnique({ where: { roomId: room } }));
      return row && (JSON.parse(row.record) as TestsRecord);
    },

    async saveTests(room, record) {
      const row = testsRow(room, record);
      await ask(db.testResults.upsert({ where: { roomId: room }, create: row, update: row }));
    },

    async messages(room, count, before) {
      const edge = before && (await ask(db.chatMessage.findUnique({ where: { id: before } })));
      if (before && (!edge || edge.roomId !== room)) return { messages: [], more: false };
      const rows = await ask(
        db.chatMessage.findMany({
          where: {
            roomId: room,
            ...(edge && {
              OR: [{ createdAt: { lt: edge.createdAt } }, { createdAt: edge.createdAt, id: { lt: edge.id } }],
            }),
          },
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
          take: count + 1,
        }),
      );
      const more = rows.length > count;
      const messages = rows
        .slice(0, count)
        .reverse()
        .map((row) => ({
          id: row.id as MessageId,
          by: authorOf(row),
          text: row.text,
          at: row.createdAt.getTime(),
        }));
      return { messages, more };
    },
  };
}
