import { expect, test } from "vitest";
import { Generations } from "#collab-server/storage/generations";
import { type AppendFailures, type PackedAppends, SqliteAppends, unpack } from "#collab-server/storage/sqlite-appends";
import { ClientIdTaken, type LogEntry, StorageAway } from "#collab-server/storage/storage";
import type { DocumentId, PersonId } from "#protocol/ids";

const document = "room/a/code" as DocumentId;
const person = "kim" as PersonId;
const entry = (...bytes: number[]): LogEntry => ({ document, person, bytes: new Uint8Array(bytes) });

/** What was handed over, and how each is answered. */
function start(answer: (packed: PackedAppends) => Promise<AppendFailures> = async () => []) {
  const sent: LogEntry[][] = [];
  const generations = new Generations();
  const appends = new SqliteAppends((packed) => {
    sent.push([...unpack(packed)]);
    return answer(packed);
  }, generations);
  return { sent, generations, appends };
}

test("edits of one moment go together, in their order; one that comes alone does not wait for others", async () => {
  const { sent, appends } = start();
  await appends.append(entry(1));
  expect(sent).toHaveLength(1);
  await Promise.all([appends.append(entry(2, 2)), appends.append(entry()), appends.append(entry(3))]);
  expect(sent.slice(1).map((group) => group.map(({ bytes }) => [...bytes]))).toEqual([[[2, 2], [], [3]]]);
});

test("no more than 500 go together, and none is left behind", async () => {
  const { sent, appends } = start();
  await Promise.all(Array.from({ length: 1_201 }, (_, n) => appends.append(entry(n & 0xff))));
  expect(sent.map((group) => group.length)).toEqual([500, 500, 201]);
});

test("a large update among small ones keeps its bytes, though the caller uses its own again", async () => {
  const { sent, appends } = start();
  const large = new Uint8Array(100_000).fill(7);
  const small = new Uint8Array([9]);
  const all = [appends.append({ document, person, bytes: large }), appends.append({ document, person, bytes: small })];
  large.fill(0);
  small.fill(0);
  await Promise.all(all);
  expect(sent[0]?.map(({ bytes }) => [bytes.length, bytes[0], bytes.at(-1)])).toEqual([
    [100_000, 7, 7],
    [1, 9, 9],
  ]);
});

test("each is refused for itself, by its place; a writer that fails refuses all", async () => {
  const one = start(async () => [[1, { kind: "taken", client: 5, owner: person }]]);
  const [first, second, third] = [1, 2, 3].map((n) => one.appends.append(entry(n)));
  await expect(second).rejects.toBeInstanceOf(ClientIdTaken);
  await Promise.all([first, third]);
  const away = start(() => Promise.reject(new StorageAway("away")));
  const all = await Promise.allSettled([away.appends.append(entry(1)), away.appends.append(entry(2))]);
  expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("what was refused while it gathered is not handed over; what stands for itself is", async () => {
  const { sent, generations, appends } = start();
  const old = appends.append({ ...entry(1), generation: 3 });
  const alone = appends.append(entry(2));
  const next = appends.append({ ...entry(3), generation: 4 });
  generations.refuse(3);
  await expect(old).rejects.toBeInstanceOf(StorageAway);
  await Promise.all([alone, next]);
  expect(sent.map((group) => group.map(({ bytes, generation }) => [bytes[0], generation]))).toEqual([
    [
      [2, undefined],
      [3, 4],
    ],
  ]);
});
