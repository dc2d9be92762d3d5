/** Storage in PostgreSQL, which several processes may share: appends go from here, loads and folds through a thread. */
import { openDb } from "#prisma/client";
import { Compaction } from "./compaction.ts";
import type { ReaderAnswers, ReaderRequest } from "./log-reader.ts";
import { unpackDocument } from "./packed-document.ts";
import { PostgresAppends } from "./postgres-appends.ts";
import { createRecords } from "./records.ts";
import type { StorageOptions } from "./sqlite-storage.ts";
import type { Storage } from "./storage.ts";
import { Thread } from "./thread.ts";

export async function createPostgresStorage(databaseUrl: string, options: StorageOptions = {}): Promise<Storage> {
  const { db, dispose } = await openDb(databaseUrl);
  const appends = new PostgresAppends(databaseUrl);
  const reader = new Thread<ReaderRequest, ReaderAnswers>(new URL("./log-reader.ts", import.meta.url), databaseUrl);

  const compaction = new Compaction({
    async fold(document) {
      const fold = await reader.call<"fold">({ kind: "fold", document });
      if (fold) await options.onFolded?.(document);
      return fold;
    },
    commit: (fold) => reader.call<"commit">({ kind: "commit", fold }, [fold.bytes.buffer as ArrayBuffer]),
  });

  return {
    ...createRecords(db),
    async load(document) {
      const packed = await reader.call<"load">({ kind: "load", document });
      // Nobody waits for it; if it fails, the next load or the unload tries again.
      if (packed?.long) compaction.compact(document).catch(() => {});
      return packed && unpackDocument(packed);
    },
    append: (entry) => appends.append(entry),
    bind: (document, client, person) => appends.bind(document, client, person),
    compact: (document) => compaction.compact(document),

    healthy: () =>
      appends.check().then(
        () => true,
        () => false,
      ),
    async dispose() {
      await compaction.settle();
      await appends.dispose();
      await reader.dispose({ kind: "close" });
      await dispose();
    },
  };
}
