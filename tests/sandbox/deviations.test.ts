/** What docs/sandbox.md says under "Where it differs from Node": each point is as it is written there. */
import { expect, test } from "vitest";
import { inNode } from "./in-node.ts";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();

/** What is printed here; in Node it is something else. */
const points: [point: string, program: string, printed: string][] = [
  ["alert prints", "typeof alert === 'function' ? alert('hi') : console.log('none');", "hi\n"],
  [
    "parts of the web and of the language are missing",
    "console.log(typeof Atomics, typeof WebAssembly, typeof Intl.Locale, typeof Blob, typeof ReadableStream, typeof MessageChannel, typeof BroadcastChannel, typeof Temporal);",
    "undefined undefined undefined undefined undefined undefined undefined undefined\n",
  ],
  ["files have no times", "console.log(require('fs').statSync('main.js').mtime);", "undefined\n"],
  [
    "an emitter prints without inner fields",
    "class Shop extends require('events') {} console.log(new Shop());",
    "Shop {}\n",
  ],
  [
    "no colours are made, even if they are asked for",
    "console.log(require('util').inspect(1, { colors: true }), require('util').styleText('red', 'x', { validateStream: false }));",
    "1 x\n",
  ],
  [
    "Buffer knows five encodings",
    "try { console.log(Buffer.from('a', 'utf16le').length); } catch (error) { console.log(error.code); }",
    "ERR_UNKNOWN_ENCODING\n",
  ],
  [
    "hashes are six, and nothing is encrypted",
    "console.log(require('crypto').getHashes().length, typeof require('crypto').createCipheriv);",
    "6 undefined\n",
  ],
  [
    "rarer messages keep the engine's words",
    "for (const f of [() => BigInt('x'), () => Object.create(1), () => [1].with(5, 1)]) try { f(); } catch (error) { console.log(error.message); }",
    "invalid bigint literal\nnot a prototype\ninvalid array index: 5\n",
  ],
  [
    "some messages do not name the value",
    "const u = undefined; for (const f of [() => { class A extends u {} }, () => 'a' in 5]) try { f(); } catch (error) { console.log(error.message); }",
    "Class extends value which is not a constructor or null\nCannot use 'in' operator to search in what is no object\n",
  ],
  [
    "a pattern inside a pattern is not named",
    "try { const { a: { b } } = {}; } catch (error) { console.log(error.message); }",
    "Cannot destructure 'undefined' as it is undefined.\n",
  ],
  ["a frozen list that is in order can be sorted", "console.log(Object.freeze([1, 2]).sort());", "[ 1, 2 ]\n"],
  ["a text spread into an object adds nothing", "console.log({ ...'hi' });", "{}\n"],
  [
    "the last digit of Math may be another",
    "console.log(Math.cos(0.1), Math.pow(0.5, 1.5));",
    "0.9950041652780258 0.35355339059327373\n",
  ],
  ["Date() leaves out what its time zone is called", "console.log(Date().endsWith(')'));", "false\n"],
  [
    "Promise.any that fails has no message",
    "Promise.any([Promise.reject(1)]).catch((error) => console.log([error.message]));",
    "[ '' ]\n",
  ],
  [
    "some of the newest methods are missing",
    "console.log(typeof Array.fromAsync, typeof require('assert').partialDeepStrictEqual);",
    "undefined undefined\n",
  ],
  [
    "take after a filter of a list's iterator fails",
    "try { console.log([1, 2].values().filter(Boolean).take(1).toArray()); } catch (error) { console.log(error.name); }",
    "TypeError\n",
  ],
  ["digits beyond the last in other bases", "console.log((1e21).toString(7));", "5135235413265003023000000\n"],
  [
    "inspect separates no digits",
    "console.log(require('util').inspect(1234567, { numericSeparator: true }));",
    "1234567\n",
  ],
  ["there is nothing of a browser's", "console.log(typeof navigator, typeof WebSocket);", "undefined undefined\n"],
  ["a stack has no first line", "console.log(new Error('first').stack.includes('first'));", "false\n"],
  [
    "iterators do not show what they would yield",
    "console.log(new Map([[1, 2]]).keys());",
    "[Map Iterator] { <items unknown> }\n",
  ],
  ["warnings of the console have no process number", "console.countReset('none'); console.log('said');", "said\n"],
  ["concat cannot be replaced", "String.prototype.concat = () => 'mine'; console.log('a'.concat('b'));", "ab\n"],
  ["a timer prints without Node's inner fields", "console.log(setTimeout(() => {}));", "Timeout {}\n"],
  [
    "process.exit leaves finally blocks out, process.on never calls",
    "process.on('exit', () => console.log('exit')); console.log('last'); process.exit();",
    "last\n",
  ],
  [
    "the room is a disk of its own",
    "import('./m.mjs').then((m) => console.log(m.url, __filename, __dirname, process.cwd()));",
    "file:///m.mjs /main.js / /\n",
  ],
];
const more = { "m.mjs": "export const url = import.meta.url;" };

for (const [point, program, printed] of points)
  test(point, async () => {
    const files = { "main.js": program, ...more };
    const { out, err, error } = await run(files);
    expect(error).toBeUndefined();
    expect(out).toBe(printed);
    const node = inNode(files);
    expect([node.out, node.err]).not.toEqual([out, err]);
  });

test("dates are in UTC", async () => {
  expect((await run("console.log(new Date(0).getTimezoneOffset(), new Date(2026, 0).toISOString());")).out).toBe(
    "0 2026-01-01T00:00:00.000Z\n",
  );
});

test("a program stands still while it waits for a line: its timers come after the answer", async () => {
  const program = "setTimeout(() => console.log('timer'), 1); console.log(prompt('?'));";
  const { out } = await run(program, { onPrompt: (given) => void setTimeout(() => given.input("answer"), 30) });
  expect(out).toBe("answer\ntimer\n");
});

test("what is typed comes as texts, a line at a time", async () => {
  const lines = ["a", "b"];
  const program = "process.stdin.on('data', (piece) => console.log(typeof piece, JSON.stringify(piece)));";
  const { out } = await run(program, { onPrompt: (given) => given.input(lines.shift() ?? "\u0004") });
  expect(out).toBe('string "a\\n"\nstring "b\\n"\n');
});

test("namespaces of TypeScript are refused", async () => {
  const { error } = await run({ "main.ts": "enum A { B }\nnamespace N { export const x = 1; }\nN.x;" });
  expect(error).toMatchObject({
    name: "SyntaxError",
    message: expect.stringContaining("Namespaces are not here"),
    frames: [{ line: 2, column: 1 }],
  });
});

test("require of an ES module says what to write", async () => {
  const { error } = await run({ "main.js": "require('./m.mjs');", ...more });
  expect(error?.message).toBe("m.mjs is an ES module: write import instead of require to use it.");
});

test("a namespace of a CommonJS file has the names that are assigned as exports.name", async () => {
  const { error } = await run({
    "main.mjs": "import { b } from './c.cjs'; console.log(b);",
    "c.cjs": "module.exports = { b: 1 };",
  });
  expect(error?.message).toMatch(/does not provide an export named 'b'/);
});
