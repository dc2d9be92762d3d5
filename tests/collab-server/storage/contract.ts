/** What every Storage must do, whatever the database under it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LONG_LOG, MAX_FOLD } from "#collab-server/storage/document-log";
import type { StorageOptions } from "#collab-server/storage/sqlite-storage";
import { ClientIdTaken, RoomGone, type Storage } from "#collab-server/storage/storage";
import type { DocumentId, MessageId, PersonId, RunId } from "#protocol/ids";
import type { Author, ChatMessage, RunRecord } from "#protocol/messages";
import { MAX_SEED } from "#protocol/runs";
import type { TestsRecord } from "#protocol/tests";
import type { TestDatabase, TestRoom } from "#tests/support/database";
import { readText, Typist } from "#tests/support/typist";

type Create = (databaseUrl: string, options?: StorageOptions) => Promise<Storage>;

/** `open`: an empty, migrated database for the whole suite. */
export function testStorage(name: string, create: Create, open: () => Promise<TestDatabase>): void {
  describe(name, () => {
    let database: TestDatabase;
    let room: TestRoom;
    let storage: Storage;
    const others: Storage[] = [];

    /** A second process's storage, as far as the database can tell. */
    async function another(options?: StorageOptions): Promise<Storage> {
      const made = await create(database.url, options);
      others.push(made);
      return made;
    }
    const unfolded = (document: DocumentId) =>
      database.db.update.count({ where: { documentId: document, snapshotId: null } });

    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.dispose());
    beforeEach(async () => {
      room = await database.makeRoom();
      storage = await create(database.url);
    });
    afterEach(async () => {
      await Promise.all([storage, ...others.splice(0)].map((one) => one.dispose()));
    });

    describe("the log", () => {
      test("is null for a document that is not there, and empty for one that was never written", async () => {
        expect(await storage.load("room/nowhere/code" as DocumentId)).toBeNull();
        expect(await storage.load(room.code)).toEqual({ snapshot: null, updates: [], setAside: 0, clients: new Map() });
      });

      test("gives back what was appended, to the byte, in the order of the calls", async () => {
        const rows = Array.from({ length: 700 }, (_, n) => new Uint8Array([n & 255, n >> 8, 0, 255]));
        await Promise.all(rows.map((bytes) => storage.append({ document: room.code, bytes, person: room.sam })));
        await storage.append({ document: room.board, bytes: new Uint8Array([1]), person: null });
        expect((await storage.load(room.code))?.updates).toEqual(rows);
        const stored = await database.db.update.findFirstOrThrow({ where: { documentId: room.code } });
        expect(stored.personId).toBe(room.sam);
        expect(Math.abs(stored.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
      });

      test("stores bytes that are a part of a larger buffer, though the buffer is used again", async () => {
        const pool = new Uint8Array(64).fill(9);
        const appended = storage.append({ document: room.code, bytes: pool.subarray(8, 12), person: null });
        pool.fill(0);
        await appended;
        expect((await storage.load(room.code))?.updates).toEqual([new Uint8Array([9, 9, 9, 9])]);
      });

      test("refuses one entry of a group without harm to the others", async () => {
        await storage.bind(room.code, 7, room.kim);
        const entry = (n: number, more: object = {}) => ({
          document: room.code,
          bytes: new Uint8Array([n]),
          person: room.sam,
          ...more,
        });
        const outcomes = await Promise.allSettled([
          storage.append(entry(1)),
          storage.append(entry(2, { document: "room/nowhere/code" })),
          storage.append(entry(3, { bind: [7] })),
          storage.append(entry(4, { bind: [8] })),
        ]);
        expect(outcomes.map((one) => one.status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
        const [, gone, taken] = outcomes;
        expect(gone?.status === "rejected" && gone.reason).toBeInstanceOf(RoomGone);
        expect(taken?.status === "rejected" && taken.reason).toBeInstanceOf(ClientIdTaken);
        expect(taken?.status === "rejected" && taken.reason).toMatchObject({ client: 7, owner: room.kim });
        const loaded = await storage.load(room.code);
        expect(loaded?.updates).toEqual([new Uint8Array([1]), new Uint8Array([4])]);
        expect(loaded?.clients).toEqual(
          new Map([
            [7, room.kim],
            [8, room.sam],
          ]),
        );
      });

      test("waits for appends under way when it is disposed of, and takes none after", async () => {
        const appends = Array.from({ length: 50 }, (_, n) =>
          storage.append({ document: room.code, bytes: new Uint8Array([n]), person: null }),
        );
        await storage.dispose();
        await Promise.all(appends);
        expect(await unfolded(room.code)).toBe(50);
        await expect(
          storage.append({ document: room.code, bytes: new Uint8Array([0]), person: null }),
        ).rejects.toMatchObject({ name: "StorageAway" });
      });

      test("has every acknowledged row after a kill -9", async () => {
        const program = join(import.meta.dirname, "../../support/append-until-killed.ts");
        for (let round = 1; round <= 3; round++) {
          const { code } = await database.makeRoom();
          const child = spawn(process.execPath, [program, database.url, code], {
            stdio: ["ignore", "pipe", "inherit"],
          });
          const exited = once(child, "exit");
          const acknowledged: number[] = [];
          for await (const line of createInterface(child.stdout)) {
            acknowledged.push(Number(line));
            if (acknowledged.length === 200 * round) child.kill("SIGKILL");
          }
          await exited;
          const rows = await database.db.update.findMany({ where: { documentId: code } });
          const stored = new Set(
            rows.map((row) => new DataView(row.bytes.buffer, row.bytes.byteOffset).getUint32(0, true)),
          );
          expect(acknowledged.length).toBeGreaterThanOrEqual(200 * round);
          expect(acknowledged.filter((number) => !stored.has(number))).toEqual([]);
        }
      });
    });

    describe("client ids", () => {
      test("belong to the first who was seen under them, up to 2^53", async () => {
        const id = 2 ** 53 - 1;
        expect(await storage.bind(room.code, id, room.sam)).toBe(room.sam);
        expect(await storage.bind(room.code, id, room.kim)).toBe(room.sam);
        expect(await storage.bind(room.board, id, room.kim)).toBe(room.kim);
        expect((await storage.load(room.code))?.clients).toEqual(new Map([[id, room.sam]]));
      });

      test("are bound once when two processes bind them at once, and only the owner's rows are stored", async () => {
        const second = await another();
        for (let client = 1; client <= 30; client++) {
          const tries = [
            { by: storage, person: room.sam },
            { by: second, person: room.kim },
          ];
          const outcomes = await Promise.allSettled(
            tries.map(({ by, person }) =>
              by.append({ document: room.code, bytes: new Uint8Array([client]), person, bind: [client] }),
            ),
          );
          expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
          const refusal = outcomes.find((one) => one.status === "rejected")?.reason;
          expect(refusal).toBeInstanceOf(ClientIdTaken);
          const winner = tries[outcomes.findIndex((one) => one.status === "fulfilled")]?.person;
          expect(refusal.owner).toBe(winner);
          expect(await storage.bind(room.code, client, room.kim)).toBe(winner);
          const rows = await database.db.update.findMany({ where: { documentId: room.code }, orderBy: { seq: "asc" } });
          expect(rows).toHaveLength(client);
          expect(rows.at(-1)?.personId).toBe(winner);
        }
      });

      test("give one owner to twenty people at once", async () => {
        const second = await another();
        const people = Array.from({ length: 20 }, (_, n) => `person${n}` as PersonId);
        const owners = await Promise.all(
          people.map((person, n) => (n % 2 ? storage : second).bind(room.code, 1, person)),
        );
        expect(new Set(owners).size).toBe(1);
      });
    });

    describe("compaction", () => {
      const type = async (by: Storage, typist: Typist, words: string) =>
        by.append({ document: room.code, bytes: typist.type(words), person: room.sam });

      test("folds snapshot and log into a new snapshot", async () => {
        const typist = new Typist();
        expect(await storage.compact(room.code)).toBe(false);
        for (const word of ["one ", "two ", "three "]) {
          await type(storage, typist, word);
          expect(await storage.compact(room.code)).toBe(true);
        }
        await type(storage, typist, "four");
        const loaded = await storage.load(room.code);
        expect(loaded?.updates).toHaveLength(1);
        expect(readText(loaded)).toBe("one two three four");
        expect(await database.db.snapshot.count({ where: { documentId: room.code } })).toBe(2);
      });

      test("by two at once over the same rows loses nothing, round after round", async () => {
        let folded = 0;
        let goOn: () => void = () => {};
        let bothFolded: Promise<void> = Promise.resolve();
        const typists = [new Typist(), new Typist()] as const;
        // Both have read and encoded before either commits; and each time, rows arrive between the two halves.
        const onFolded = async () => {
          if (++folded === 2) goOn();
          await bothFolded;
        };
        const compactors = [await another({ onFolded }), await another({ onFolded })] as const;
        for (let round = 0; round < 40; round++) {
          ({ promise: bothFolded, resolve: goOn } = Promise.withResolvers<void>());
          folded = 0;
          await type(compactors[0], typists[0], `a${round} `);
          await type(compactors[1], typists[1], `b${round} `);
          const between = bothFolded.then(() => type(compactors[0], typists[0], `c${round} `));
          const outcomes = await Promise.all(compactors.map((one) => one.compact(room.code)));
          await between;
          expect(outcomes.sort()).toEqual([false, true]);
        }
        const text = readText(await storage.load(room.code));
        for (const typist of typists)
          for (const word of typist.text.trim().split(" ")) expect(text).toContain(`${word} `);
        expect(text).toHaveLength(typists[0].text.length + typists[1].text.length);
        expect(await unfolded(room.code)).toBeGreaterThan(0);
      });

      test("without any order between two compactors and a typist loses nothing", async () => {
        const typist = new Typist();
        const compactors = [storage, await another(), await another()];
        let typing = true;
        const compacting = compactors.map(async (one) => {
          while (typing) await one.compact(room.code);
        });
        try {
          for (let n = 0; n < 300; n++) {
            const words = [`${n}`, ",", " "].map((word) =>
              type(n % 2 ? storage : (compactors[1] ?? storage), typist, word),
            );
            await Promise.all(words);
            if (n % 20 === 0) expect(readText(await storage.load(room.code))).toBe(typist.text);
          }
        } finally {
          typing = false;
          await Promise.all(compacting);
        }
        expect(readText(await storage.load(room.code))).toBe(typist.text);
      });

      test("of a log longer than one fold goes on until it is folded", async () => {
        const typist = new Typist();
        const count = MAX_FOLD + 10;
        await Promise.all(Array.from({ length: count }, (_, n) => type(storage, typist, `${n},`)));
        const loaded = await storage.load(room.code);
        expect(count).toBeGreaterThan(LONG_LOG);
        expect(loaded?.updates).toEqual([]);
        expect(readText(loaded)).toBe(typist.text);
        // The load has begun to compact; this waits for its end.
        await storage.compact(room.code);
        expect(await unfolded(room.code)).toBe(0);
        expect(await database.db.update.count({ where: { documentId: room.code } })).toBe(count);
        expect(readText(await storage.load(room.code))).toBe(typist.text);
      });

      test("keeps structs that wait for a missing one", async () => {
        const typist = new Typist();
        const [first, second] = [typist.type("first "), typist.type("second")];
        await storage.append({ document: room.code, bytes: second, person: room.sam });
        expect(await storage.compact(room.code)).toBe(true);
        expect(readText(await storage.load(room.code))).toBe("");
        await storage.append({ document: room.code, bytes: first, person: room.sam });
        expect(readText(await storage.load(room.code))).toBe("first second");
      });
    });

    describe("damage", () => {
      const damage = { bytes: new Uint8Array([1, 2, 3]) };

      test("to a row sets it aside: it is reported, never applied and never folded", async () => {
        const [sam, kim] = [new Typist(), new Typist()];
        await storage.append({ document: room.code, bytes: sam.type("sound"), person: room.sam });
        await storage.append({ document: room.code, bytes: kim.type("damaged"), person: room.kim });
        const row = await database.db.update.findFirstOrThrow({ where: { documentId: room.code, personId: room.kim } });
        await database.db.update.update({ where: { seq: row.seq }, data: damage });
        for (const made of [true, false]) {
          const loaded = await storage.load(room.code);
          expect(loaded?.setAside).toBe(1);
          expect(readText(loaded)).toBe("sound");
          expect(await storage.compact(room.code)).toBe(made);
        }
        expect((await database.db.update.findUniqueOrThrow({ where: { seq: row.seq } })).snapshotId).toBeNull();
      });

      test("to the newest snapshot is mended from its parent and the log", async () => {
        const typist = new Typist();
        for (const word of ["one ", "two ", "three "]) {
          await storage.append({ document: room.code, bytes: typist.type(word), person: room.sam });
          if (word !== "three ") await storage.compact(room.code);
        }
        const newest = await database.db.snapshot.findFirstOrThrow({
          where: { documentId: room.code },
          orderBy: { id: "desc" },
        });
        await database.db.snapshot.update({ where: { id: newest.id }, data: damage });
        const loaded = await storage.load(room.code);
        expect(loaded?.setAside).toBe(1);
        expect(readText(loaded)).toBe("one two three ");
        expect(await storage.compact(room.code)).toBe(true);
        expect(await storage.load(room.code)).toMatchObject({ setAside: 0, updates: [] });
        expect(readText(await storage.load(room.code))).toBe("one two three ");
      });
    });

    describe("the rest of the room", () => {
      const sam = (): Author => ({ id: room.sam, name: "Sam", color: "#123456" });

      test("is told: members, removed ones too, and the room", async () => {
        const member = { person: room.kim, name: "Kim", color: 1, role: "student", removed: false };
        expect(await storage.member(room.id, room.kim)).toEqual(member);
        const key = { roomId: room.id, personId: room.kim };
        await database.db.membership.update({
          where: { roomId_personId: key },
          data: { removedAt: new Date(), lastSeenAt: new Date(0) },
        });
        expect(await storage.member(room.id, room.kim)).toEqual({ ...member, removed: true });
        expect(await storage.member(room.id, "stranger" as PersonId)).toBeNull();
        await storage.touch(room.id, room.kim);
        const seen = await database.db.membership.findUniqueOrThrow({ where: { roomId_personId: key } });
        expect(Math.abs(seen.lastSeenAt.getTime() - Date.now())).toBeLessThan(60_000);
        expect(await storage.room(room.id)).toEqual({ id: room.id, title: "A room", locked: false, calls: true });
      });

      test("keeps runs: the newest, oldest first", async () => {
        const run = (n: number, ended: RunRecord["ended"]): RunRecord => ({
          runId: `${room.id}-${n}` as RunId,
          requestId: `request${n}`,
          by: sam(),
          entry: "main.js",
          at: 1_800_000_000_000 + n,
          output: [{ seq: 0, stream: "out", text: `${n} 🎉\n` }],
          ended,
        });
        const fault = { name: "Error", message: "no", frames: [{ path: "main.js", line: 1, column: 2, name: "f" }] };
        const stored: RunRecord[] = [
          // The least seed and the largest.
          { ...run(1, { reason: "ok", cpuMs: 1, wallMs: 2 }), seed: 0 },
          { ...run(2, { reason: "error", error: fault, cpuMs: 3, wallMs: 4 }), seed: MAX_SEED },
          {
            ...run(3, { reason: "ok", cpuMs: 1, wallMs: 1 }),
            typed: [{ seq: 0, by: sam(), kind: "line", text: "1 + 1" }],
          },
          run(4, { reason: "time", explanation: "It ran for more than 5 seconds.", cpuMs: 5_000, wallMs: 5_001 }),
        ];
        for (const one of [...stored, stored[1] ?? run(0, null)]) await storage.addRun(room.id, one);
        expect(await storage.runs(room.id, 10)).toEqual(stored);
        expect(await storage.runs(room.id, 2)).toEqual(stored.slice(2));
        const longer = { ...run(3, null), ...stored[3], output: [{ seq: 4, stream: "err" as const, text: "more" }] };
        await storage.addRun(room.id, longer);
        expect(await storage.runs(room.id, 1)).toEqual([longer]);
        await expect(storage.addRun(room.id, run(5, null))).rejects.toThrow("has not ended");
      });

      test("keeps hidden tests, and how a room's tests ended last", async () => {
        expect(await storage.hiddenTests(room.id)).toEqual([]);
        expect(await storage.tests(room.id)).toBeNull();
        const file = (path: string) => ({ id: `${room.id}-${path}`, roomId: room.id, path, text: `// ${path} 🎉` });
        await database.db.hiddenTest.createMany({ data: [file("b.test.js"), file("a.test.js")] });
        expect((await storage.hiddenTests(room.id)).map(({ path, text }) => [path, text])).toEqual([
          ["a.test.js", "// a.test.js 🎉"],
          ["b.test.js", "// b.test.js 🎉"],
        ]);
        const record: TestsRecord = { by: sam(), at: 1_800_000_000_000, running: false, tests: [] };
        await storage.saveTests(room.id, record);
        const later: TestsRecord = {
          ...record,
          tests: [{ id: "hidden:x#0", name: "adds", hidden: true, status: "failed", message: "expected 3 to be 4" }],
        };
        await storage.saveTests(room.id, later);
        expect(await storage.tests(room.id)).toEqual(later);
      });

      test("keeps messages and pages back through them, those of one millisecond too", async () => {
        const messages = Array.from(
          { length: 25 },
          (_, n): ChatMessage => ({
            id: `${room.id}${String(n).padStart(2, "0")}` as MessageId,
            by: sam(),
            text: `message ${n}`,
            at: 1_800_000_000_000 + Math.floor(n / 10),
          }),
        );
        await Promise.all(messages.map((message) => storage.addMessage(room.id, message)));
        const pages: ChatMessage[][] = [];
        for (let more = true, before: string | undefined; more; ) {
          const page = await storage.messages(room.id, 10, before);
          pages.unshift(page.messages);
          more = page.more;
          before = page.messages[0]?.id;
        }
        expect(pages.map((page) => page.length)).toEqual([5, 10, 10]);
        expect(pages.flat()).toEqual(messages);
        const elsewhere = await database.makeRoom();
        expect(await storage.messages(elsewhere.id, 10, messages[20]?.id)).toEqual({ messages: [], more: false });
      });

      test("of a room that is gone takes nothing more", async () => {
        await database.db.room.delete({ where: { id: room.id } });
        const message: ChatMessage = { id: room.id as string as MessageId, by: sam(), text: "late", at: 1 };
        await expect(storage.addMessage(room.id, message)).rejects.toBeInstanceOf(RoomGone);
        await expect(storage.bind(room.code, 1, room.sam)).rejects.toBeInstanceOf(RoomGone);
        expect(await storage.load(room.code)).toBeNull();
        expect(await storage.healthy()).toBe(true);
      });
    });
  });
}
