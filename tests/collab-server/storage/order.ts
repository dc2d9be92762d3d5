/** What every Storage must do for the edits behind one that the database refused, whatever the database. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Backlog } from "#collab-server/backlog";
import { type LogEntry, type Storage, StorageAway } from "#collab-server/storage/storage";
import { UpdateLog } from "#collab-server/update-log";
import type { TestDatabase } from "#tests/support/database";

export interface Hold {
  /** Has the commit refused that waits for the database. */
  refuse(): Promise<void>;
  /** Lets the next ones through. */
  release(): Promise<void>;
}

/** More than one commit takes: the last is always behind the commit that is refused. */
const COUNT = 700;

/** `hold` makes commits wait, as a lock does, from when it resolves. */
export function testOrder(
  name: string,
  create: (databaseUrl: string) => Promise<Storage>,
  open: () => Promise<TestDatabase>,
  hold: (database: TestDatabase) => Promise<Hold>,
): void {
  describe(`${name}: edits behind one that was refused`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.dispose());

    async function prepare() {
      const [room, storage] = [await database.makeRoom(), await create(database.url)];
      onTestFinished(() => storage.dispose());
      const entries = Array.from(
        { length: COUNT },
        (_, n): LogEntry => ({ document: room.code, bytes: new Uint8Array([n & 255, n >> 8]), person: null }),
      );
      const stored = async () => {
        const rows = await database.db.update.findMany({
          where: { documentId: room.code },
          orderBy: { seq: "asc" },
        });
        return rows.map(({ bytes }) => (bytes[0] ?? 0) + 256 * (bytes[1] ?? 0));
      };
      return { storage, entries, stored };
    }

    test("are refused too, until it comes again under a higher generation", async () => {
      const { storage, entries, stored } = await prepare();
      const under = (generation: number) => entries.map((entry) => storage.append({ ...entry, generation }));
      const held = await hold(database);
      const appends = under(0);
      const all = Promise.allSettled(appends);
      await held.refuse();
      await expect(appends[0]).rejects.toBeInstanceOf(StorageAway);
      await held.release();
      for (const one of await all) expect(one).toMatchObject({ status: "rejected", reason: { name: "StorageAway" } });
      const late = await Promise.allSettled(under(0));
      expect(late.filter((one) => one.status === "fulfilled")).toEqual([]);
      expect(await stored()).toEqual([]);
      await Promise.all(under(1));
      expect(await stored()).toEqual(entries.map((_, n) => n));
    });

    test("are stored by the server behind it", async () => {
      const { storage, entries, stored } = await prepare();
      const held = await hold(database);
      let released: Promise<void> | undefined;
      const releasing: Storage = {
        ...storage,
        append(entry) {
          const append = storage.append(entry);
          append.catch(() => {
            released ??= held.release();
          });
          return append;
        },
      };
      const log = new UpdateLog(
        releasing,
        { onAvailable: () => {}, onAppended: () => {} },
        new Backlog(Number.POSITIVE_INFINITY, () => {}),
      );
      onTestFinished(() => log.dispose());
      const appends = Promise.all(entries.map((entry) => log.append(entry)));
      await held.refuse();
      await appends;
      await released;
      expect(await stored()).toEqual(entries.map((_, n) => n));
    });
  });
}
