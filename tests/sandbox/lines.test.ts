/** Lines typed after a program that has ended: they go on with its values, and nobody else pays for that. */
import { expect, test } from "vitest";
import { KEPT_SESSIONS } from "#sandbox/limits";
import { type Files, lineIn, type Options, sandboxForTests } from "./programs.ts";

const { run, sandbox } = sandboxForTests();
const rooms = (n: number) => `lines-${n}`;

/** Runs a program to its end; the result takes lines. */
async function opened(files: Files, options: Options = {}) {
  let session = "";
  let closed = 0;
  const ran = await run(files, {
    room: "lines",
    ...options,
    keep: true,
    onOpen: (runId) => {
      session = runId;
    },
    onClosed: () => {
      closed++;
      options.onClosed?.();
    },
  });
  const line = (text: string, more: Options = {}) => lineIn(sandbox(), session, text, more);
  return { ran, line, session: () => session, closed: () => closed };
}

/** What a line prints, both streams; its reason is checked where it is not `ok`. */
const said = async (line: (text: string) => Promise<{ out: string; err: string }>, text: string) => {
  const { out, err } = await line(text);
  return out + err;
};

for (const [kind, files] of Object.entries<Files>({
  script: "const list = [1, 2]; let n = 5; var old = 'o'; function twice(x) { return 2 * x; }\nclass Point { x = 1 }",
  "strict script":
    "// first\n'use strict';\nconst list = [1, 2]; let n = 5; var old = 'o'; function twice(x) { return 2 * x; } class Point { x = 1 }",
  module: {
    "main.js":
      "import { five } from './five.js'; const list = [1, 2]; let n = five; var old = 'o'; function twice(x) { return 2 * x; } class Point { x = 1 }",
    "five.js": "export const five = 5;",
  },
  typescript: {
    "main.ts":
      "const list: number[] = [1, 2]; let n: number = 5; var old = 'o'; function twice(x: number): number { return 2 * x; }\nclass Point { x = 1 }",
  },
}))
  test(`the names of a ${kind}: read, changed, and added to`, async () => {
    const { line, ran } = await opened(files);
    expect(ran).toMatchObject({ reason: "ok", out: "", err: "" });
    expect(await said(line, "list")).toBe("[ 1, 2 ]\n");
    expect(await said(line, "twice(n) + old")).toBe("'10o'\n");
    expect(await said(line, "n = 7; list.push(n)")).toBe("3\n");
    expect(await said(line, "list")).toBe("[ 1, 2, 7 ]\n");
    expect(await said(line, "let more = n + 1")).toBe("undefined\n");
    expect(await said(line, "const p = new Point(); function half(x) { return x / 2 }")).toBe("undefined\n");
    expect(await said(line, "half(more) + p.x")).toBe("5\n");
    expect(await said(line, "{ a: more, list }")).toBe("{ a: 8, list: [ 1, 2, 7 ] }\n");
    expect(await said(line, "[more, 'text', null, undefined, 10n]")).toBe("[ 8, 'text', null, undefined, 10n ]\n");
  });

test("errors are printed and everything stays; what awaits is awaited", async () => {
  const { line, closed } = await opened(
    "const x = 1; const later = (ms, v) => new Promise((d) => setTimeout(() => d(v), ms));",
  );
  const failed = await line("x.y.z");
  expect(failed).toMatchObject({
    reason: "error",
    out: "",
    err: "Uncaught TypeError: Cannot read properties of undefined (reading 'z')\n",
  });
  expect(failed.error?.frames).toEqual([]);
  expect(await said(line, "x = 2")).toMatch(/^Uncaught TypeError: Assignment to constant variable|read-only/);
  expect(await said(line, "1 +")).toMatch(/^Uncaught SyntaxError: /);
  expect(await said(line, "throw 'text'")).toMatch(/^Uncaught: 'text'|^Uncaught 'text'/);
  expect(await said(line, "await later(30, 'late')")).toBe("'late'\n");
  expect(await said(line, "later(5, x)")).toBe("Promise { <pending> }\n");
  expect(await said(line, "Promise.reject(new RangeError('no'))")).toMatch(/Uncaught RangeError: no\n$/);
  expect(await said(line, "x")).toBe("1\n");
  expect(closed()).toBe(0);
});

test("a program that failed is open, with what it had by then; one that never began is not", async () => {
  const failed = await opened("const seen = [1];\nseen.push(2);\nnull.x;");
  expect(failed.ran.error?.frames[0]).toMatchObject({ line: 3 });
  expect(await said(failed.line, "seen")).toBe("[ 1, 2 ]\n");
  const broken = await opened("const = 3;");
  expect([broken.ran.reason, broken.session()]).toEqual(["error", ""]);
  expect((await opened("for (;;);", { limits: { time: 200 } })).session()).toBe("");
});

test("errors on the first line keep their columns", async () => {
  for (const text of ["null.x;", "'use strict'; null.x;", "import './b.js'; null.x;"]) {
    const files = { "main.js": text, "b.js": "export {}" };
    const plain = await run(files);
    const { ran } = await opened(files);
    expect(ran.error, text).toEqual(plain.error);
    const shown = await run({ ...files, "main.js": text.replace("null.x", "console.log(new Error('e'))") });
    const kept = await opened({ ...files, "main.js": text.replace("null.x", "console.log(new Error('e'))") });
    expect(kept.ran.out, text).toBe(shown.out);
  }
});

test("a line asks, is stopped, and runs into its own limits; the values stay unless the thread is gone", async () => {
  const { line, closed } = await opened("let n = 1;");
  const asked = await line("n = prompt('Which?')", { onPrompt: (handle, text) => handle.input(`to ${text}`) });
  expect(asked.out).toBe("'to Which?'\n");
  expect(await line("for (;;);", { limits: { time: 200 } })).toMatchObject({ reason: "time" });
  expect(await said(line, "n")).toBe("'to Which?'\n");
  expect(closed()).toBe(0);
  expect(await line("console.log('on'); for (;;);", { onOutput: (handle) => handle.stop() })).toMatchObject({
    reason: "cancelled",
    out: "on\n",
  });
  const other = await opened("let n = 1;");
  const native = await other.line("new Array(2 ** 32 - 1).indexOf(1)", { limits: { time: 200 } });
  expect([native.reason, other.closed()]).toEqual(["time", 1]);
  await expect(async () => other.line("n")).rejects.toThrow("not open");
});

test("memory and output end it, and output counts over all lines", async () => {
  const hungry = await opened("const all = [];");
  expect((await hungry.line("for (;;) all.push(new Array(10000).fill(1.5));")).reason).toBe("memory");
  expect(hungry.closed()).toBe(1);
  const loud = await opened("console.log('x'.repeat(200 * 1024));");
  const more = await loud.line("console.log('y'.repeat(100 * 1024))");
  expect(more.reason).toBe("output");
  expect(loud.ran.out.length + more.out.length).toBe(256 * 1024);
  expect(loud.closed()).toBe(1);
});

test("one line at a time; a room's next program takes the place of its last one", async () => {
  const first = await opened("const a = 1;");
  const slow = first.line("prompt('?')", { onPrompt: (handle) => setTimeout(() => handle.input("x"), 50) });
  await expect(async () => first.line("a")).rejects.toThrow("not open");
  await slow;
  const second = await opened("const b = 2;");
  expect([first.closed(), second.closed()]).toEqual([1, 0]);
  expect(await said(second.line, "typeof a + b")).toBe("'undefined2'\n");
});

test("few are kept: the one that was used least recently goes", async () => {
  const all: Awaited<ReturnType<typeof opened>>[] = [];
  for (let n = 0; n < KEPT_SESSIONS; n++) all.push(await opened(`const n = ${n};`, { room: rooms(n) }));
  expect(sandbox().stats().kept).toBe(KEPT_SESSIONS);
  expect(await said(all[0]?.line ?? (() => Promise.reject()), "n")).toBe("0\n");
  await opened("1", { room: rooms(99) });
  expect(all.map(({ closed }) => closed())).toEqual(all.map((_, n) => (n === 1 ? 1 : 0)));
  expect(sandbox().stats().kept).toBe(KEPT_SESSIONS);
});

test("nothing is kept while others wait, and kept programs do not keep anyone waiting", async () => {
  let opens = 0;
  const many = Array.from({ length: 12 }, (_, n) => run("1", { room: rooms(n), keep: true, onOpen: () => opens++ }));
  expect((await Promise.all(many)).every(({ reason }) => reason === "ok")).toBe(true);
  expect(opens).toBeLessThan(4);
  expect((await run("console.log(1)")).out).toBe("1\n");
});

test("the death of the child closes them all", async () => {
  const { closed, line } = await opened("const a = 1;");
  process.kill(sandbox().stats().pid ?? 0, "SIGKILL");
  expect((await run("console.log('again')")).out).toBe("again\n");
  expect([closed(), sandbox().stats().kept]).toEqual([1, 0]);
  await expect(async () => line("a")).rejects.toThrow("not open");
});
