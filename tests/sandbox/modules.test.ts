import { expect, test } from "vitest";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();

test("imports find files with and without ending, in folders, TypeScript and JSON", async () => {
  const { out, error } = await run({
    "main.js": `import { a } from "./a.js";
import { b } from "./b";
import { c } from "./lib/c.js";
import index from "./lib";
import data from "./data.json" with { type: "json" };
import { d } from "./lib/../d.js";
const { e } = await import("./e.js");
console.log(a, b, c, index, data, d, e);`,
    "a.js": "export const a = 'a';",
    "b.ts": "export const b: string = 'b';",
    "lib/c.ts": "import { a } from '../a.js'; export const c = a + 'c';",
    "lib/index.js": "export default 'index';",
    "data.json": '{ "list": [1, null] }',
    "d.mjs": "export const d = 'd';",
    "e.js": "export const e = await Promise.resolve('e');",
  });
  expect(error?.message).toMatch(/Cannot find ".\/lib\/..\/d.js", which main.js imports. Did you mean "d.mjs"\?/);
  expect(out).toBe("");
});

test("and so they do when each is there", async () => {
  const { out } = await run({
    "src/main.js": `import { a } from "../a"; import { b } from "./b"; import c from "."; import data from "../data.json" with { type: "json" };
const { e } = await import("../e.js");
console.log(a, b, c, data, e);`,
    "a.ts": "export const a = 'a' as const;",
    "src/b.mjs": "export const b = 'b';",
    "src/index.js": "export default 'c';",
    "data.json": '{ "list": [1, null], "text": "\\u2028" }',
    "e.js": "export const e = await Promise.resolve('e');",
  });
  expect(out).toBe("a b c { list: [ 1, null ], text: '\u2028' } e\n");
});

const missing: [files: Record<string, string>, message: RegExp, line: number][] = [
  [{ "main.js": 'let a = 1;\nimport x from "./nope.js";' }, /Cannot find "\.\/nope\.js", which main\.js imports/, 2],
  [{ "main.js": "import './Util.js';", "util.js": "" }, /Did you mean "util\.js"\?/, 1],
  [{ "main.js": "import { x } from 'util.js';", "util.js": "" }, /write "\.\/util\.js"/, 1],
  [{ "main.js": "import http from 'node:http';" }, /part of Node that is not there: programs here have no network/, 1],
  [{ "main.js": "const { exec } = require('child_process');" }, /programs here cannot start others/, 1],
  [{ "main.js": "import zlib from 'zlib';" }, /part of Node that programs here cannot use/, 1],
  [{ "main.js": "import x from 'node:nonsense';" }, /part of Node that programs here cannot use/, 1],
  [{ "main.js": "import x from './pairlab:host.js';", "pairlab:host.js": "" }, /Cannot find/, 1],
  [{ "main.js": "import _ from 'lodash';" }, /no package "lodash"/, 1],
  [{ "main.js": "import x from 'https://example.org/x.js';" }, /no network/, 1],
  [{ "main.js": "import x from '../../etc/passwd';" }, /outside the room/, 1],
  [{ "main.js": "import x from 'pairlab:host.js';" }, /cannot be loaded|no package|no network/, 1],
  [{ "main.js": "const x = require('./gone');" }, /Cannot find "\.\/gone"/, 1],
  [{ "main.js": "\nawait import('./gone.js');" }, /Cannot find "\.\/gone\.js"/, 2],
];
for (const [files, message, line] of missing)
  test(`a missing file: ${files["main.js"]}`, async () => {
    const { reason, error } = await run(files);
    expect(reason).toBe("error");
    expect(error?.message).toMatch(message);
    expect(error?.frames[0]).toMatchObject({ path: "main.js", line });
  });

test("a name that nearly is one is suggested", async () => {
  for (const [specifier, file] of [
    ["./utl.js", "util.js"],
    ["./lib/Shape.js", "lib/shape.ts"],
    ["../util.js", "util.js"],
    ["./shape.js", "lib/shape.ts"],
    ["./util.mjs", "util.js"],
  ] as const) {
    const { error } = await run(
      { "lib/main.js": "", "main.js": `import "${specifier}";`, [file]: "" },
      { entry: "main.js" },
    );
    if (specifier.startsWith("../")) expect(error?.message).toMatch(/outside the room/);
    else expect(error?.message).toContain(`Did you mean "${file}"?`);
  }
});

test("an export that is not there is named", async () => {
  const { error } = await run({ "main.js": "import { nope } from './a.js';", "a.js": "export const a = 1;" });
  expect(error).toMatchObject({
    name: "SyntaxError",
    message: "The requested module 'a.js' does not provide an export named 'nope'",
    frames: [{ path: "main.js", line: 1, column: 10 }],
  });
});

test("a circle of imports that works, works; one that does not is explained", async () => {
  const fine = await run({
    "main.js": "import { b } from './b.js'; export const a = () => 'a'; console.log(b());",
    "b.js": "import { a } from './main.js'; export const b = () => a() + 'b';",
  });
  expect(fine.out).toBe("ab\n");
  const broken = await run({
    "main.js": "import { b } from './b.js'; export const a = 1; console.log(b);",
    "b.js": "import { a } from './main.js';\nexport const b = a + 1;",
  });
  expect(broken.error).toMatchObject({
    message: "Cannot access 'a' before initialization",
    frames: [{ path: "b.js", line: 2 }],
  });
  expect(broken.explanation).toMatch(/import each other/);
});

test("a syntax error in an imported file is that file's", async () => {
  const { error } = await run({ "main.js": "import './bad.js';", "bad.js": "let a = 1;\nlet b = ];" });
  expect(error).toMatchObject({ name: "SyntaxError", frames: [{ path: "bad.js", line: 2 }] });
  const typed = await run({ "main.js": "import './bad.ts';", "bad.ts": "const a: number = 1;\nconst b: = 1;" });
  expect(typed.error).toMatchObject({ name: "SyntaxError", frames: [{ path: "bad.ts", line: 2 }] });
  const json = await run({
    "main.js": "import x from './bad.json' with { type: 'json' };",
    "bad.json": '{\n  "a": 1,\n}',
  });
  expect(json.error).toMatchObject({ name: "SyntaxError", frames: [{ path: "bad.json", line: 3 }] });
});

test("require between files: cached, cyclic, JSON, and from a module", async () => {
  const { out, error } = await run({
    "main.js":
      "const a = require('./a');\nconsole.log(a === require('./a.js'), a.b.name, a.done, require('./d.json').x, __filename, module.id);",
    "a.js": "exports.done = false; exports.b = require('./lib/b'); exports.done = true;",
    "lib/b.cjs": "const a = require('../a'); exports.name = 'b sees ' + a.done;",
    "d.json": '{"x": 1}',
  });
  expect(error).toBeUndefined();
  expect(out).toBe("true b sees false true 1 /main.js main.js\n");
  const mixed = await run({
    "main.mjs": "import all, { twice } from './c.js';\nconsole.log(twice(2), Object.keys(all));",
    "c.js": "exports.twice = (n) => n * 2;",
  });
  expect(mixed.out).toBe("4 [ 'twice' ]\n");
});

test("a file that only awaits at its top is a module, as in Node", async () => {
  expect((await run("const x = await Promise.resolve(4);\nconsole.log(x);")).out).toBe("4\n");
});

test("the entry must be there and be a program", async () => {
  expect((await run({ "a.js": "" }, { entry: "b.js" })).error?.message).toBe("There is no file b.js in the room.");
});

test("JSON is imported with and without its type, and is just what it says", async () => {
  const json =
    '{ "__proto__": { "x": 1 }, "s": "{\\"__proto__\\":1}", "list": [1, { "__proto__": 2 }], "\u2028": null }';
  const { out, error } = await run({
    "main.mjs": `import a from "./d.json"; import b from "./d.json" with { type: "json" };
const c = JSON.parse(${JSON.stringify(json)});
console.log(a === b, JSON.stringify(a) === JSON.stringify(c), Object.keys(a), Object.getPrototypeOf(a) === Object.prototype, a.x, a.s);
const d = await import("./d.json", { with: { type: "json" } });
console.log(d.default === a);`,
    "d.json": json,
  });
  expect(error).toBeUndefined();
  expect(out).toBe("true true [ '__proto__', 's', 'list', '\u2028' ] true undefined {\"__proto__\":1}\ntrue\n");
});
