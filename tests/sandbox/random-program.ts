/** Programs that nobody would write: any value given to any builtin, in any order, from a seed. */
import { makeRandom } from "../support/random.ts";

const NAMES = ["a", "b", "c", "d"];
/** Values that builtins stumble over. */
const VALUES = [
  ...[
    "undefined",
    "null",
    "NaN",
    "-0",
    "1",
    "-1",
    "0.5",
    "255",
    "65536",
    "2**31",
    "2**32-1",
    "2**53",
    "1e21",
    "Infinity",
  ],
  ...["0n", "-1n", "2n**64n", "1n<<5000n", "''", "'abc'", "'\\0'", "'\\ud800'", "'\u{1F600}'", "'x'.repeat(5000)"],
  ...["[]", "[1,,3]", "new Array(1000)", "new Array(2**31)", "{}", "{ length: 5 }", "{ length: 2**40 }", "()=>{}"],
  ...["function(){}", "class {}", "Symbol('s')", "Symbol.iterator", "/a*/g", "/(a+)+$/", "new Map([[1,2]])"],
  ...["new Set([1])", "new WeakMap()", "new Date(0)", "new Date(NaN)", "new Error('e')", "Promise.resolve(1)"],
  ...[
    "quiet(Promise.reject(2))",
    "new Uint8Array(64)",
    "new Float64Array(8)",
    "new ArrayBuffer(64, { maxByteLength: 4096 })",
  ],
  ...[
    "new DataView(new ArrayBuffer(8))",
    "new Proxy({}, {})",
    "new Proxy([], { get: () => 3 })",
    "Proxy.revocable({}, {}).proxy",
  ],
  ...[
    "(function*(){ yield 1; yield 2; })()",
    "(async()=>1)()",
    "{ valueOf() { return 7; } }",
    "{ toString() { throw 1; } }",
  ],
  ...["{ get x() { return this; } }", "{ [Symbol.toPrimitive]: () => 'p' }", "{ then(f) { f(1); } }", "globalThis"],
  ...["console", "process", "Math", "JSON", "Reflect", "eval", "arguments.callee", "this"],
];
/** What only the guest's own modules and the host know, and what has statements in it. */
const DEEP_VALUES = [
  ...["Buffer.from('zz', 'hex')", "Buffer.alloc(70000, 'ab')", "new URL('http://a/?b=%ff#c')", "'%s %d %o %j %%'"],
  ...["new Event('e')", "AbortSignal.abort(N)", "AbortSignal.timeout(1)", "new DOMException('d', 'DataCloneError')"],
  ...[
    "new TextDecoder().decode(new Uint8Array([255, 0, 1]))",
    "'\\ufeff\\x01\\x02\\x00'",
    "'a'.padEnd(20000, '\\x01')",
  ],
  ...["'a' + '\\u0316\\u0301'.repeat(300)", "'1e-99999'", "'de-u-nu-arab'", "['en', 'x-private']", "'sha256'"],
  ...["{ notation: 'compact', style: 'unit', unit: 'byte' }", "{ depth: Infinity, showHidden: true, getters: true }"],
  ...[
    "new Error('outer', { cause: N })",
    "new AggregateError([N, N], 'many')",
    "{ [Symbol.for('nodejs.util.inspect.custom')]: () => V }",
  ],
  ...[
    "setTimeout(() => { S }, 3)",
    "setInterval(() => { S }, 1).unref()",
    "(() => { try { S } finally { return N; } })()",
  ],
  ...[
    "import('./' + N).catch((e) => e)",
    "{ *[Symbol.iterator]() { S yield V; S } }",
    "(async function* () { S yield N; })()",
  ],
];
const MODULES =
  "assert buffer console crypto events fs fs/promises path perf_hooks process readline readline/promises timers timers/promises url util".split(
    " ",
  );
const OWNERS = [
  ...["Array", "Object", "String", "Number", "Math", "JSON", "Reflect", "Promise", "Map", "Set", "Date", "RegExp"],
  ...[
    "Symbol",
    "BigInt",
    "Error",
    "ArrayBuffer",
    "Uint8Array",
    "Float64Array",
    "DataView",
    "Proxy",
    "WeakMap",
    "WeakRef",
  ],
  ...[
    "Function",
    "Iterator",
    "console",
    "URL",
    "URLSearchParams",
    "TextEncoder",
    "TextDecoder",
    "crypto",
    "performance",
  ],
  ...[
    ..."Intl Intl.NumberFormat Intl.DateTimeFormat Intl.Collator Intl.PluralRules Intl.ListFormat".split(" "),
    ..."Intl.RelativeTimeFormat Intl.DisplayNames Intl.Segmenter Buffer AbortController AbortSignal Event".split(" "),
    ..."EventTarget CustomEvent DOMException SharedArrayBuffer FinalizationRegistry process globalThis".split(" "),
  ],
];
const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "**",
  "<<",
  ">>",
  ">>>",
  "&",
  "|",
  "^",
  "==",
  "===",
  "<",
  "in",
  "instanceof",
  "??",
  "&&",
  "||",
  ",",
];
/** `V` is a value, `N` a name, `S` a statement, `O` the owner of builtins, `M` the name of a module of Node's. */
const STATEMENTS = [
  "N = V;",
  "N = call(O, V, V, V);",
  "N = method(V, V, V);",
  "N = make(O, V, V);",
  "console.log(V, N);",
  "N[V] = V;",
  "delete N[V];",
  "N = V OP V;",
  "for (let i = 0; i < 50; i++) { S }",
  "for (const x of V) { N = x; S }",
  "for (const k in V) { S }",
  "while (V) { S if (Math.random() < 0.1) break; }",
  "try { S throw V; } catch (e) { N = e; S } finally { S }",
  "N = ({ a: N, ...V });",
  "N = [...V, N];",
  "[N, N] = V;",
  "function f(x) { S return f(x); } f(V);",
  "setTimeout(() => { try { S } catch {} }, V);",
  "queueMicrotask(() => { try { S } catch {} });",
  "N = quiet((async () => { S await V; S })());",
  "Object.defineProperty(N, V, { get() { S return V; }, configurable: true });",
  "Object.setPrototypeOf(N, V);",
  "O.prototype && (O.prototype[pick(O.prototype)] = V);",
  "globalThis[pick(globalThis)] = V;",
  "N = ``.concat(N, V);",
  "N = new Proxy(N, { get(t, k) { S return V; }, ownKeys: () => V });",
  "N = structuredClone(V);",
  "eval('N = ' + V);",
  "process.stdout.write(String(V));",
  "N = new (class extends O { x = V; get y() { S return 1; } })(V);",
  "switch (V) { case V: S default: S }",
  "JSON.stringify(N, (k, v) => v === N ? V : v);",
  "N = new RegExp(String(V)).exec(String(N));",
  "label: for (;;) { S break label; }",
  "N = call(require('M'), V, V, V);",
  "N = make(pick2(require('M')), V, V);",
  "N = method(N, V, V);",
  "call(console, V, V, N);",
  "console.group(V); S console.table(V, N); S console.groupEnd();",
  "console.time(V); S console.timeLog(V, N); console.count(V); console.dir(N, V);",
  "N = setInterval(() => { S clearInterval(N); }, V); N.refresh?.();",
  "setImmediate(() => { try { S } catch {} }, V); process.nextTick(() => { try { S } catch {} }, N);",
  "quiet(Promise.reject(V)); S",
  "quiet((async () => { for await (const x of V) { S } })());",
  "quiet(new Promise((resolve, reject) => { S reject(V); }).finally(() => { S }));",
  "N = new EventTarget(); N.addEventListener('e', () => { S }, V); N.dispatchEvent(new Event('e'));",
  "N = structuredClone({ a: V, b: N }, { transfer: [V] });",
  "N = new Intl.NumberFormat(V, V).format(V);",
  "N = [V, N].toLocaleString(V, V) + String(V).localeCompare(N, V, V);",
  "N = require('crypto').createHash('sha1').update(V).digest(V);",
  "N = require('util').inspect(N, V) + require('util').format(V, N, V);",
  "N = prompt(V);",
  "for (N of (function* () { try { S yield V; } finally { S } })()) { S break; }",
  "Object.defineProperty(globalThis, pick(globalThis), { get() { S return V; }, configurable: true });",
  "Error.prepareStackTrace = () => { S return V; }; S",
  "with_(V, (x) => { S return x; });",
];
/** What the statements call. It takes a builtin by chance, in the program itself, so that all there are come up. */
const PRELUDE = `
let seed = SEED; const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
const names = Reflect.ownKeys, at = Reflect.get, fix = Function.prototype.call.bind(Function.prototype.apply);
const pick = (o) => { const all = names(Object(o)); return all[Math.floor(random() * all.length)]; };
const tried = (f) => { try { return f(); } catch (e) { if (random() < 0.02) throw e; return e; } };
const call = (o, ...all) => tried(() => fix(at(o, pick(o)), o, all));
const method = (o, ...all) => tried(() => { const p = Object.getPrototypeOf(Object(o)); return fix(at(p, pick(p), o), o, all); });
const make = (O, ...all) => tried(() => new O(...all));
const later = Function.prototype.call.bind(Promise.prototype.then);
const quiet = (p) => { if (random() < 0.9) later(p, () => {}, () => {}); return p; };
const pick2 = (o) => at(o, pick(o));
const with_ = (o, f) => tried(() => { for (const k of names(Object(o))) f(at(o, k)); });
let a = 1, b = "b", c = [3], d = { d: 4 };
`;

export function randomProgram(seed: number): string {
  const random = makeRandom(seed);
  let left = 30;
  const statement = (depth: number): string => {
    if (depth > 3 || left-- <= 0) return `${random.pick(NAMES)} = ${random.pick(VALUES)};`;
    return filled(random.pick(STATEMENTS), depth);
  };
  const filled = (text: string, depth: number): string =>
    text.replace(/\b(?:[NVSOM]|OP)\b/g, (slot) => {
      if (slot === "S") return statement(depth + 1);
      if (slot === "M") return random.pick(MODULES);
      if (slot === "OP") return random.pick(OPERATORS);
      if (slot === "N") return random.pick(NAMES);
      if (slot === "O") return random.pick(OWNERS);
      if (random.int(3) === 0) return random.pick(NAMES);
      const deep = depth <= 4 && random.int(4) === 0;
      return deep ? `(${filled(random.pick(DEEP_VALUES), depth + 1)})` : `(${random.pick(VALUES)})`;
    });
  const lines = Array.from({ length: 3 + random.int(10) }, () => {
    const text = statement(0);
    // An error ends a program, so most statements are allowed to fail.
    return random.int(8) === 0 ? text : `try { ${text} } catch (e) { console.error(e); }`;
  });
  return PRELUDE.replace("SEED", `${seed}`) + lines.join("\n");
}
