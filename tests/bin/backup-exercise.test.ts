/** A room's hidden tests and results, kept and brought back as docs/operating.md says, on each of the databases. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { openStorage } from "#collab-server/storage/open-storage";
import type { RoomId } from "#protocol/ids";
import type { TestsRecord } from "#protocol/tests";
import { ROOT } from "../../bin/launch.mjs";
import { makeFolder } from "../support/database.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { startWeb, type Visitor } from "../support/web.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.dispose());

const RECORD: TestsRecord = {
  by: { id: "p" as never, name: "Sam 🦊", color: "#000" },
  at: 1_800_000_000_000,
  running: false,
  tests: [
    { id: "file:a.test.js#0", name: "adds", status: "passed", path: "a.test.js", ms: 1 },
    { id: "hidden:h#0", name: "large", hidden: true, status: "failed", path: "h.test.js", expected: "3", actual: "4" },
  ],
};

interface Kept {
  databaseUrl: string;
  dataDir: string;
}
const npmRun = (name: string, folder: string, { databaseUrl, dataDir }: Kept) =>
  execFileSync(process.execPath, [join("bin", `${name}.ts`), folder], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
  });

const KINDS = [
  {
    name: "SQLite",
    url: async () => "",
    copy(from: Kept, to: Kept, place: string) {
      npmRun("backup", join(place, "kept"), { ...from, databaseUrl: "" });
      npmRun("restore", join(place, "kept"), to);
    },
  },
  {
    name: "PostgreSQL",
    url: () => postgres.createDatabase(),
    copy(from: Kept, to: Kept, place: string) {
      const dump = join(place, "lab.dump");
      execFileSync("pg_dump", ["--format=custom", `--file=${dump}`, from.databaseUrl]);
      npmRun("backup", join(place, "kept"), from);
      npmRun("restore", join(place, "kept"), to);
      execFileSync("pg_restore", [`--dbname=${to.databaseUrl}`, dump]);
    },
  },
];

describe.each(KINDS)("on $name", ({ url, copy }) => {
  test("hidden tests and results are in a backup, and changes of tests are told apart", async () => {
    const folder = makeFolder();
    onTestFinished(() => folder.dispose());
    const web = await startWeb({ DATABASE_URL: await url() });
    const owner = web.visitor();
    const { room } = await owner.create("Dana");
    const path = `/api/rooms/${room.id}/hidden-tests`;
    const put = async (body: object) => {
      const answer = await owner.call("PUT", path, { body });
      return { status: answer.status, ...(await answer.json()) };
    };
    const { test: first } = await put({ path: "h.test.js", text: "// 🎉", base: null });
    expect((await put({ path: "h.test.js", text: "// two", base: first.updatedAt })).status).toBe(200);
    expect((await put({ path: "h.test.js", text: "// three", base: first.updatedAt })).error.code).toBe("changed");
    expect((await put({ path: "h.test.js", text: "// four", base: null })).error.code).toBe("taken");
    expect((await put({ path: "odd.test.js", text: "a\0b\ud800" })).status).toBe(200);
    const storage = await openStorage(web.env.databaseUrl);
    await storage.saveTests(room.id, RECORD);
    await storage.dispose();
    const seen = async (visitor: Visitor) => (await visitor.get(path)).json();
    const before = await seen(owner);
    expect(before.tests.map((one: { text: string }) => one.text)).toEqual(["// two", "a\ufffdb\ufffd"]);

    const next = { databaseUrl: await url(), dataDir: join(folder.path, "again") };
    copy(web.env, next, folder.path);
    await web.dispose();
    const again = await startWeb({ DATABASE_URL: next.databaseUrl, DATA_DIR: next.dataDir });
    onTestFinished(() => again.dispose());
    const back = again.visitor();
    back.cookie = owner.cookie;
    expect(await seen(back)).toEqual(before);
    const restored = await openStorage(again.env.databaseUrl);
    onTestFinished(() => restored.dispose());
    expect(await restored.tests(room.id as RoomId)).toEqual(RECORD);
    expect((await restored.hiddenTests(room.id as RoomId)).map((one) => one.path)).toEqual([
      "h.test.js",
      "odd.test.js",
    ]);
  });
});
