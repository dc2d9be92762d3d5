/** Storage in one SQLite file: one thread writes, another reads and folds; this one waits for neither. */
import { openDb } from "#prisma/client";
import type { DocumentId } from "#protocol/ids";
import { Compaction } from "./compaction.ts";
import { Generations, OVERTAKING } from "./generations.ts";
import type { ReaderAnswers, ReaderRequest } from "./log-reader.ts";
import { unpackDocument } from "./packed-document.ts";
import { createRecords, messageRow, runRow, testsRow } from "./records.ts";
import { SqliteAppends } from "./sqlite-appends.ts";
import type { RecordKind, RecordValues, WriterAnswers, WriterRequest } from "./sqlite-writer.ts";
import { type LogEntry, type Storage, StorageAway } from "./storage.ts";
import { Thread } from "./thread.ts";

export interface StorageOptions {
  /** Called between the two halves of a compaction, where another compactor may be faster. */
  onFolded?: (document: DocumentId) => Promise<void>;
}

export async function createSqliteStorage(databaseUrl: string, options: StorageOptions = {}): Promise<Storage> {
  const { db, dispose } = await openDb(databaseUrl);
  // What the writer refused, it remembers itself; what died with a writer, the next one cannot know.
  const generations = new Generations();
  let newest: number | undefined;
  const writer = new Thread<WriterRequest, WriterAnswers>(
    new URL("./sqlite-writer.ts", import.meta.url),
    databaseUrl,
    () => generations.refuse(newest),
  );
  const reader = new Thread<ReaderRequest, ReaderAnswers>(new URL("./log-reader.ts", import.meta.url), databaseUrl);

  const compaction = new Compaction({
    async fold(document) {
      const fold = await reader.call<"fold">({ kind: "fold", document });
      if (fold) await options.onFolded?.(document);
      return fold;
    },
    commit: (fold) => writer.call<"snapshot">({ kind: "snapshot", fold }, [fold.bytes.buffer as ArrayBuffer]),
  });

  const appends = new SqliteAppends(
    (packed) => writer.call<"appends">({ kind: "appends", packed }, [packed.bytes.buffer as ArrayBuffer]),
    generations,
  );

  // Through the writer, whose thread waits for the disk, and in the same commits as the log.
  const record = (kind: RecordKind, values: RecordValues) =>
    writer.call<"record">({ kind: "record", record: kind, values });

  return {
    ...createRecords(db),
    touch: (room, person) => record("touch", { room, person, now: Date.now() }),
    async addRun(room, run) {
      const row = runRow(room, run);
      await record("run", { ...row, startedAt: row.startedAt.getTime() });
    },
    async addMessage(room, message) {
      const row = messageRow(room, message);
      await record("message", { ...row, createdAt: row.createdAt.getTime() });
    },
    saveTests: (room, tests) => record("tests", testsRow(room, tests)),

    async load(document) {
      const packed = await reader.call<"load">({ kind: "load", document });
      // Nobody waits for it; if it fails, the next load or the unload tries again.
      if (packed?.long) compaction.compact(document).catch(() => {});
      return packed && unpackDocument(packed);
    },
    async append(entry: LogEntry) {
      if (!generations.admits(entry.generation)) throw new StorageAway(OVERTAKING);
      newest = entry.generation ?? newest;
      return appends.append(entry);
    },
    bind: (document, client, person) => writer.call<"bind">({ kind: "bind", document, client, person }),
    compact: (document) => compaction.compact(document),

    healthy: () =>
      writer.call<"check">({ kind: "check" }).then(
        () => true,
        () => false,
      ),
    async dispose() {
      appends.flush();
      await compaction.settle();
      await Promise.all([reader.dispose({ kind: "close" }), writer.dispose({ kind: "close" })]);
      await dispose();
    },
  };
}
