/** Runs that are the same each time: chance from a seed, and a clock that only timers move. */
import { expect, test } from "vitest";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();

const everything = `
console.log(Math.random(), Array.from({ length: 3 }, () => Math.floor(Math.random() * 6)));
console.log(crypto.randomUUID(), crypto.getRandomValues(new Uint8Array(4)), require("node:crypto").randomInt(1000));
console.log(new Date(), Date.now(), Date(), new Date().getFullYear(), performance.now(), performance.timeOrigin, process.hrtime(), process.uptime());
console.time("t"); for (let i = 0; i < 20000; i++); console.timeEnd("t");
const before = Date.now();
setTimeout(() => console.log("30", Date.now() - before, performance.now()), 30);
setTimeout(() => console.log("10", Date.now() - before), 10);
const id = setInterval(() => { console.log("every 7", Date.now() - before); if (Date.now() - before > 25) clearInterval(id); }, 7);
setTimeout(() => console.log("a fraction", Date.now() - before), 0.1);
`;

test("with the same seed a program prints the same, with another it does not", async () => {
  const first = await run(everything, { seed: 1 });
  expect(first.error).toBeUndefined();
  for (let time = 0; time < 3; time++) expect((await run(everything, { seed: 1 })).out).toBe(first.out);
  const lines = (text: string): string[] => text.split("\n");
  const other = await run(everything, { seed: 2 });
  expect(lines(other.out)[0]).not.toBe(lines(first.out)[0]);
  expect(lines(other.out)[1]).not.toBe(lines(first.out)[1]);
  expect((await run(everything)).out).not.toBe((await run(everything)).out);
});

test("the clock stands still while the program computes, and timers move it by just their delay", async () => {
  const { out } = await run(everything, { seed: 7 });
  expect(out).toContain("2026-01-01T12:00:00.000Z 1767268800000 Thu Jan 01 2026 12:00:00");
  expect(out).toContain(" 2026 0 1767268800000 [ 0, 0 ] 0\nt: 0ms\n");
  const lines = out.split("\n").slice(-8, -1);
  expect(lines).toEqual(["a fraction 1", "every 7 7", "10 10", "every 7 14", "every 7 21", "every 7 28", "30 30 30"]);
});

test("timers come in the order of their delays, however long the program computes between them", async () => {
  const program =
    "setTimeout(() => console.log('second'), 20); for (let i = 0; i < 300000; i++); setTimeout(() => console.log('first'), 19);";
  expect((await run(program, { seed: 0 })).out).toBe("first\nsecond\n");
});

test("chance is even, whatever the seed", async () => {
  for (const seed of [0, 1, 2_147_483_647]) {
    const { out } = await run(
      "const n = [0, 0, 0, 0]; let sum = 0; for (let i = 0; i < 20000; i++) { const r = Math.random(); if (!(r >= 0 && r < 1)) throw r; sum += r; n[Math.floor(r * 4)]++; } console.log(Math.min(...n), Math.max(...n), sum / 20000);",
      { seed },
    );
    const [least = 0, most = 0, mean = 0] = out.split(" ").map(Number);
    expect([least > 4_700, most < 5_300, Math.abs(mean - 0.5) < 0.01], out).toEqual([true, true, true]);
  }
});

test("a date is still a date", async () => {
  const { out, error } = await run(
    "const d = new Date(5); class Day extends Date {} console.log(d, d instanceof Date, d.constructor === Date, new Date(2020, 1).getMonth(), Date.UTC(1970), new Day() instanceof Day, typeof Date(), structuredClone(d), Date.name, Date.parse('1970-01-01'));",
    { seed: 1 },
  );
  expect(error).toBeUndefined();
  expect(out).toBe("1970-01-01T00:00:00.005Z true true 1 0 true string 1970-01-01T00:00:00.005Z Date 0\n");
});
