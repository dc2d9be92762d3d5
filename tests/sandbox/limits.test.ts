import { expect, test } from "vitest";
import { RUN_LIMITS } from "#protocol/runs";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();
const short = { time: 400 };

test("a loop that never ends is stopped, with its line", async () => {
  const ran = await run("console.log('before');\nlet i = 0;\nwhile (true) {\n  i++;\n}", { limits: short });
  expect(ran).toMatchObject({ reason: "time", out: "before\n" });
  expect(ran.explanation).toMatch(/0\.4 seconds .* main\.js line 3: probably a loop/);
  expect(ran.error).toBeUndefined();
});

test("in a function, and behind catch and finally, too", async () => {
  const inside = await run(
    "function work() {\n  try { for (;;); } catch { } finally { console.log('never'); }\n}\nwork();",
    {
      limits: short,
    },
  );
  expect(inside).toMatchObject({ reason: "time", out: "" });
  expect(inside.explanation).toMatch(/main\.js line 2/);
});

test("in promises, timers and async functions, too", async () => {
  for (const program of [
    "(function again() { Promise.resolve().then(again); })();",
    "await 0; for (;;);",
    "setTimeout(() => { for (;;); }, 1);",
    "async function f() { await 0; for (;;); } f().catch(() => console.log('never'));",
  ])
    expect(await run(program, { limits: short }), program).toMatchObject({ reason: "time", out: "" });
});

test("one long operation of the language is ended with its thread, and said so", async () => {
  const ran = await run("console.log('kept');\nnew Array(2 ** 32 - 1).indexOf(1);", { limits: short });
  expect(ran).toMatchObject({ reason: "time", out: "kept\n" });
  // By its own time; on a machine that is too busy to give it that, by the clock.
  expect(ran.explanation).toMatch(ran.cpuMs < 400 ? /machine was so busy/ : /one single operation/);
  expect(await run("console.log('next')")).toMatchObject({ reason: "ok", out: "next\n" });
});

test("memory ends at its limit, with its line, and what catches that goes on", async () => {
  const ran = await run("const all = [];\nfor (;;) {\n  all.push(new Array(1000).fill(1.5));\n}");
  expect(ran.reason).toBe("memory");
  expect(ran.explanation).toMatch(/64 MB of memory at main\.js line 3/);
  const caught = await run("try { new Array(1e8).fill(1.5); } catch { console.log('caught'); }");
  expect(caught).toMatchObject({ reason: "ok", out: "caught\n" });
});

test("a smaller memory is a smaller memory", async () => {
  const program = "const a = new Uint8Array(40 * 1024 * 1024); console.log(a.length);";
  expect((await run(program)).out).toBe("41943040\n");
  expect((await run(program, { limits: { memory: 24 * 1024 * 1024 } })).out).toBe("");
});

test("all of the memory can be had, wherever a program is when it first needs more than it began with", async () => {
  const bytes = (mb: number) => `new Uint8Array(${mb} * 1024 * 1024).fill(1)`;
  for (const program of [
    `const a = ${bytes(54)}; console.log(a.at(-1));`,
    `await null; const a = ${bytes(54)}; await null; console.log(a.at(-1));`,
    `const a = await Promise.all([1, 2, 3].map(async (n) => { await n; return ${bytes(18)}; })); console.log(a[2].at(-1));`,
    `setTimeout(() => { const a = ${bytes(54)}; Promise.resolve().then(() => console.log(a.at(-1))); }, 1);`,
    `const all = []; for (let i = 0; i < 54 * 16; i++) all.push(new Uint8Array(65_536).fill(1)); console.log(all.at(-1)[9]);`,
    `try { await null; ${bytes(90)}; } catch { const a = ${bytes(54)}; console.log(a.at(-1)); }`,
    `function* g() { yield 0; yield ${bytes(54)}; } console.log([...g()][1].at(-1));`,
  ])
    expect(await run(program), program).toMatchObject({ reason: "ok", out: "1\n", err: "" });
});

test("a file that takes the compiler's memory is said to", { timeout: 60_000 }, async () => {
  const ran = await run({ "main.js": 'import "./big.tsx";', "big.tsx": `let a;\n${"a=1;\n".repeat(300_000)}` });
  expect(ran).toMatchObject({ reason: "memory", explanation: expect.stringMatching(/one of its files very large/) });
});

test("output ends at its limit to the byte, and what was accepted is kept", async () => {
  const ran = await run("for (let i = 0; ; i++) console.log(String(i).padStart(9, '0'));");
  expect(ran.reason).toBe("output");
  expect(ran.explanation).toMatch(/more than 256 KB/);
  expect(ran.out.length).toBe(RUN_LIMITS.output);
  const lines = ran.out.split("\n");
  expect(lines[1000]).toBe("000001000");
});

test("both streams count together, in whole characters", async () => {
  const ran = await run("for (;;) { console.log('é'); console.error('é'); }", { limits: { output: 1_000 } });
  expect(ran.reason).toBe("output");
  expect(Buffer.byteLength(ran.out + ran.err)).toBe(999);
  expect(ran.out + ran.err).not.toContain("\ufffd");
});

test("nobody can ask for more than the house gives", async () => {
  const ran = await run("for (;;) console.log('x'.repeat(1000));", {
    limits: { output: 1e9, time: 1e9, memory: 1e12 },
  });
  expect([ran.reason, ran.out.length]).toEqual(["output", RUN_LIMITS.output]);
});

test("waiting for a timer is not the program's own time", async () => {
  const ran = await run("await new Promise((done) => setTimeout(done, 900)); console.log('awake');", { limits: short });
  expect(ran).toMatchObject({ reason: "ok", out: "awake\n" });
  expect(ran.cpuMs).toBeLessThan(ran.wallMs);
});
