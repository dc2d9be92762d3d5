import { expect, test } from "vitest";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();

test("an empty program ends well and says nothing", async () => {
  expect(await run("")).toMatchObject({ reason: "ok", out: "", err: "" });
});

test("top-level await, timers, promises and microtasks keep their order", async () => {
  const { out, reason } = await run(`
    setTimeout(() => console.log("timeout"), 0);
    setTimeout(() => console.log("later"), 300);
    queueMicrotask(() => console.log("micro"));
    Promise.resolve().then(() => console.log("then"));
    process.nextTick(() => console.log("tick"));
    console.log("sync");
    await new Promise((done) => setTimeout(done, 10));
    console.log("awaited");
  `);
  expect(reason).toBe("ok");
  expect(out).toBe("sync\nmicro\nthen\ntick\ntimeout\nawaited\nlater\n");
});

test("intervals are cleared, and arguments handed on", async () => {
  const { out } = await run(`
    let n = 0;
    const id = setInterval((word) => { console.log(word, ++n); if (n === 3) clearInterval(id); }, 5, "tick");
    const never = setTimeout(() => console.log("never"), 20);
    clearTimeout(never);
    clearTimeout(undefined);
  `);
  expect(out).toBe("tick 1\ntick 2\ntick 3\n");
});

test("the globals that lessons use are there", async () => {
  const { out } = await run(`
    console.log(/^[0-9a-f-]{36}$/.test(crypto.randomUUID()), crypto.getRandomValues(new Uint8Array(4)).length);
    console.log(performance.now() >= 0, new TextDecoder().decode(new TextEncoder().encode("hé😀")));
    console.log(structuredClone({ d: new Date(0), m: new Map([[1, [new Set("a")]]]) }));
    try { structuredClone(() => 1); } catch (error) { console.log(error.name); }
    console.log(new URL("../x?a=1#b", "https://example.org/p/q/r").href, new URLSearchParams({ a: "1 2" }).toString());
    console.log(atob(btoa("hello")), typeof window, typeof document, typeof global);
    alert("hi");
  `);
  expect(out).toBe(
    "true 4\ntrue hé😀\n{ d: 1970-01-01T00:00:00.000Z, m: Map(1) { 1 => [ [Set] ] } }\nDataCloneError\n" +
      "https://example.org/p/x?a=1#b a=1+2\nhello undefined undefined object\nhi\n",
  );
});

test("fetch says why it fails", async () => {
  const { error } = await run("await fetch('https://example.org');");
  expect(error?.message).toMatch(/no network/);
});

test("process.exit ends the program where it stands", async () => {
  const { out, reason } = await run("console.log(1); try { process.exit(); } finally { console.log(2); }");
  expect([out, reason]).toEqual(["1\n", "ok"]);
  expect(await run("process.exit(3)")).toMatchObject({
    reason: "error",
    explanation: expect.stringContaining("process.exit(3)"),
  });
});

test("TypeScript runs with its lines kept, enums and namespaces too", async () => {
  const { out, error } = await run({
    "main.ts": `import type { Shape } from "./shape";
import { area } from "./shape.js";
enum Color { Red, Green = "g" }
const shape: Shape = { w: 2, h: 3 as number };
console.log(area(shape), Color.Green, Color[0], (<T,>(x: T): T => x)(1));
function boom(this: void): never {
  throw new Error("typed");
}
boom();`,
    "shape.ts": "export interface Shape { w: number; h: number }\nexport const area = (s: Shape): number => s.w * s.h;",
  });
  expect(out).toBe("6 g Red 1\n");
  expect(error?.frames.map(({ path, line, name }) => [path, line, name])).toEqual([
    ["main.ts", 7, "boom"],
    ["main.ts", 9, undefined],
  ]);
});

test("sloppy mode and strict mode are those of Node", async () => {
  expect((await run("x = 5; console.log(x, this === module.exports);")).out).toBe("5 true\n");
  expect((await run("export {}; x = 5;")).error?.name).toBe("ReferenceError");
});

const thrown: [program: string, name: string, message: string, line: number | undefined][] = [
  ["let a = 1;\nfoo();", "ReferenceError", "foo is not defined", 2],
  ["const o = {};\n\no.run();", "TypeError", "o.run is not a function", 3],
  ["null.x", "TypeError", "Cannot read properties of null (reading 'x')", 1],
  ["let u;\nu.x = 1", "TypeError", "Cannot set properties of undefined (setting 'x')", 2],
  ["const c = 1;\nc = 2;", "TypeError", "Assignment to constant variable.", 2],
  ["{\n  q;\n  let q = 1;\n}", "ReferenceError", "Cannot access 'q' before initialization", 2],
  ["const f = () => {\n  f();\n  return 1;\n};\nf();", "RangeError", "Maximum call stack size exceeded", 2],
  ["let x = ;", "SyntaxError", "Unexpected token ';'", 1],
  ["if (true) {\n  console.log(1);\n", "SyntaxError", "Unexpected end of input", 3],
  ["export const a = 1;\nlet b = [1, 2;", "SyntaxError", "expecting ']'", 2],
  ["setTimeout(() => {\n  missing;\n}, 1);", "ReferenceError", "missing is not defined", 2],
  ["Promise.reject(new Error('nobody'));", "Error", "nobody", 1],
  ["async function go() {\n  await 1;\n  throw new TypeError('late');\n}\ngo();", "TypeError", "late", 3],
  ["await Promise.reject(new Error('awaited'));", "Error", "awaited", 1],
  ["throw 'a text'", "Uncaught", "'a text'", undefined],
  ["throw { code: 5 }", "Uncaught", "{ code: 5 }", undefined],
  ["throw null", "Uncaught", "null", undefined],
  ["throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } })", "Uncaught", "Proxy({})", undefined],
  ["class E extends Error { get message() { throw 1; } get name() { throw 2; } }\nthrow new E();", "Error", "", 1],
  ["JSON.parse('{bad')", "SyntaxError", "Expected property name or '}' in JSON at position 1 (line 1 column 2)", 1],
];
for (const [program, name, message, line] of thrown)
  test(`uncaught: ${JSON.stringify(program)}`, async () => {
    const { reason, error } = await run(program);
    expect({ reason, name: error?.name, message: error?.message, line: error?.frames[0]?.line }).toEqual({
      reason: "error",
      name,
      message,
      line,
    });
    for (const frame of error?.frames ?? []) expect(frame.path).toBe("main.js");
  });

test("a rejection that is handled in time is none", async () => {
  const { reason, out } = await run("const p = Promise.reject(1); await 0; p.catch((x) => console.log('caught', x));");
  expect([reason, out]).toEqual(["ok", "caught 1\n"]);
});

test("the first column of a file is that of the person's own first line", async () => {
  const { error } = await run("null.x");
  expect(error?.frames[0]).toMatchObject({ line: 1, column: 5 });
});

test("a column counts an emoji as everything else does", async () => {
  const { error } = await run("let a;\nconst s = '\u{1F600}\u{1F600}'; a.b;");
  expect(error?.frames[0]).toMatchObject({ line: 2, column: 20 });
});

test("an error's causes come along", async () => {
  const { error } = await run("throw new Error('outer', { cause: new RangeError('inner', { cause: 'x' }) });");
  expect(error?.cause).toMatchObject({ name: "RangeError", message: "inner" });
  expect(error?.cause?.cause).toBeUndefined();
});

test("a type error of TypeScript's syntax has its place", async () => {
  const { error } = await run({ "main.ts": "let a: number = 1;\nlet b: = 2;" });
  expect(error).toMatchObject({ name: "SyntaxError", frames: [{ path: "main.ts", line: 2, column: 8 }] });
});

test("an await that can never end is said", async () => {
  const { reason, explanation } = await run("await new Promise(() => {});");
  expect([reason, explanation]).toEqual(["ok", expect.stringContaining("awaited")]);
});

test("an error comes with the lines around it, as they stood", async () => {
  const program = "const a = 1;\n\n// two\nfoo();\nlater();\nmore();";
  const { error } = await run(program);
  expect(error?.excerpt).toEqual({ from: 2, lines: ["", "// two", "foo();", "later();"] });
  const first = await run({ "main.ts": "let b: = 2;\n\n" });
  expect(first.error?.excerpt).toEqual({ from: 1, lines: ["let b: = 2;"] });
  const inFile = await run({ "main.js": "import './lib.js';", "lib.js": "\r\nnull.x;\r\n" });
  expect(inFile.error?.excerpt).toEqual({ from: 1, lines: ["", "null.x;"] });
  const long = await run(`${"/* */".repeat(1_000)}\nfoo(); // ${"x".repeat(1_000)}`);
  expect(long.error?.excerpt?.lines.map((line) => line.length)).toEqual([200, 200]);
  expect((await run(`${" ".repeat(500)}foo();`)).error?.excerpt).toBeUndefined();
  expect((await run("throw 5;")).error?.excerpt).toBeUndefined();
});
