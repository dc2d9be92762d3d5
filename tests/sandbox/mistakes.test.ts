/** The commonest mistakes of beginners: each a real program, in JavaScript and, where that says it otherwise, TypeScript. */
import { describe, expect, test } from "vitest";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();

/** `line`: where it is shown; undefined where only one of the two languages is meant. */
interface Mistake {
  name: string;
  program: string;
  says: RegExp;
  line: number;
  /** Further files. */
  more?: Record<string, string>;
  only?: "js" | "ts";
}

const mistakes: Mistake[] = [
  // 1. A name that does not exist.
  {
    name: "a misspelt variable",
    program: "const total = 5;\nconsole.log(totl);",
    says: /no "totl" here\. Did you mean "total"/,
    line: 2,
  },
  {
    name: "a misspelt parameter",
    program: "function f(price) {\n  return prise * 2;\n}\nf(1);",
    says: /Did you mean "price"/,
    line: 2,
  },
  { name: "a variable of nowhere", program: "\nhello;", says: /Nothing is called "hello" here/, line: 2 },
  { name: "a word of Python", program: "print('x');", says: /console\.log/, line: 1 },
  { name: "a part of a page", program: "document.title = 'x';", says: /no document.*Preview/, line: 1 },
  { name: "require in a module", program: "export {};\nconst fs = require('fs');", says: /write import/, line: 2 },
  {
    name: "what another file exports",
    program: "console.log(area(1));",
    more: { "shape.js": "export const area = (r) => r;" },
    says: /"area" is in shape\.js: import it/,
    line: 1,
  },
  // 2. A property of nothing.
  {
    name: "a property of undefined",
    program: "let user;\nconsole.log(user.name);",
    says: /user is undefined at this point, so there is no \.name/,
    line: 2,
  },
  {
    name: "a property behind a missing one",
    program: "const o = {};\nconsole.log(o.address.street);",
    says: /o\.address is undefined/,
    line: 2,
  },
  {
    name: "a place beyond the end",
    program: "const a = ['x'];\nfor (let i = 0; i <= a.length; i++) a[i].trim();",
    says: /a\[i\] is undefined.*positions begin at 0/,
    line: 2,
  },
  {
    name: "a function without return",
    program: "function find() {}\nfind().name;",
    says: /gave nothing back.*return missing/,
    line: 2,
  },
  {
    name: "a method without its object",
    program: "class A { x = 1; get() { return this.x; } }\nconst { get } = new A();\nget();",
    says: /"this" is undefined/,
    line: 1,
  },
  // 3. Setting one.
  {
    name: "setting on undefined",
    program: "let o;\no.x = 1;",
    says: /o is undefined at this point, so \.x cannot be set/,
    line: 2,
  },
  {
    name: "taking apart nothing",
    program: "function f({ a }) { return a; }\nf();",
    says: /nothing can be taken out of it/,
    line: 1,
  },
  // 4. Calling what is no function.
  {
    name: "other capitals",
    program: "[1].foreach((x) => x);",
    says: /no \.foreach\(\)\. Did you mean \.forEach/,
    line: 1,
  },
  {
    name: "a method of another type",
    program: "const n = 5;\nn.toUpperCase();",
    says: /n has no \.toUpperCase\(\) here/,
    line: 2,
  },
  {
    name: "a value called",
    program: "const x = 5;\nx();",
    says: /Only a function can be called with .*, and x is the number 5/,
    line: 2,
  },
  { name: "a callback that is none", program: "[1, 2].map(5);", says: /map\(\) needs a function/, line: 1 },
  // 5. A constant.
  {
    name: "a constant given another value",
    program: "const a = 1;\na = 2;",
    says: /a was made with const.*let/,
    line: 2,
  },
  {
    name: "a loop with const",
    program: "for (const i = 0; i < 3; i++) console.log(i);",
    says: /i was made with const/,
    line: 1,
  },
  // 6. Too early.
  {
    name: "used above its line",
    program: "console.log(a);\nlet a = 1;",
    says: /"a" is used before the line that makes it/,
    line: 1,
  },
  // 7. No end.
  {
    name: "a function that calls itself",
    program: "function f() { return f(); }\nf();",
    says: /f\(\) calls itself again and again/,
    line: 1,
  },
  // 8. Brackets.
  {
    name: "a block that is not closed",
    program: "function f() {\n  if (true) {\n    console.log(1);\n}\n",
    says: /The \{ on line 1 is never closed/,
    line: 5,
    only: "js",
  },
  {
    name: "a block that is not closed",
    program: "function f() {\n  if (true) {\n    console.log(1);\n}",
    says: /The \{ on line 1 is never closed/,
    line: 4,
    only: "ts",
  },
  { name: "a call that is not closed", program: "console.log('a';", says: /The \( on line 1 is never closed/, line: 1 },
  { name: "a list that is not closed", program: "let b = [1, 2;", says: /The \[ on line 1 is never closed/, line: 1 },
  { name: "a bracket too many", program: "function f() { }\n}", says: /a \} too many/, line: 2 },
  { name: "a round bracket too many", program: "console.log('a'));", says: /a \) too many/, line: 1 },
  // 9. Commas and operators.
  { name: "no comma in a list", program: "const o = [1 2];", says: /Between \[1 and 2 something is missing/, line: 1 },
  {
    name: "no comma in an object",
    program: "const o = { a: 1 b: 2 };",
    says: /Between 1 and b something is missing/,
    line: 1,
  },
  {
    name: "no plus",
    program: "console.log('a' 'b');",
    says: /something is missing: probably a comma, or an operator/,
    line: 1,
  },
  { name: "nothing after the equals sign", program: "let x = ;", says: /A value is missing before the ;/, line: 1 },
  // 10. Quotes.
  {
    name: "a text that is not closed",
    program: "const s = 'abc;\nconsole.log(s);",
    says: /no closing quote on its line/,
    line: 1,
  },
  { name: "an apostrophe in a text", program: "console.log('it's');", says: /A quote inside a text ends it/, line: 1 },
  { name: "typographic quotes", program: "console.log(“hi”);", says: /typographic quotes/, line: 1 },
  // 11. Twice.
  { name: "a name made twice", program: "let a = 1;\nlet a = 2;", says: /already something called "a"/, line: 2 },
  // 12. JSON.
  { name: "JSON in single quotes", program: "JSON.parse(\"{'a': 1}\");", says: /double quotes/, line: 1 },
  { name: "no JSON at all", program: "JSON.parse('');", says: /Is it empty/, line: 1 },
  { name: "an object for JSON.parse", program: "JSON.parse({ a: 1 });", says: /needs no parsing/, line: 1 },
  {
    name: "an object that contains itself",
    program: "const a = {};\na.a = a;\nJSON.stringify(a);",
    says: /contains itself/,
    line: 3,
  },
  // 13. await.
  {
    name: "await in a plain function",
    program: "const f = () => {\n  await g();\n};",
    says: /write async before the function/,
    line: 2,
  },
  {
    name: "await behind an equals sign",
    program: "function f() {\n  const x = await g();\n}",
    says: /write async before the function/,
    line: 2,
  },
  // 14. Promises.
  {
    name: "a rejection that nobody handles",
    program: "async function load() {\n  throw new Error('x');\n}\nload();",
    says: /a promise that nobody waits for: write await/,
    line: 2,
  },
  // 15. return, break.
  { name: "return outside of a function", program: "export {};\nreturn 5;", says: /outside of a function/, line: 2 },
  { name: "break outside of a loop", program: "break;", says: /only inside a loop/, line: 1 },
  // 16. Classes. The engine points to the class.
  { name: "a class without new", program: "class A {}\nA();", says: /made with new/, line: 1 },
  {
    name: "this before super",
    program: "class A {}\nclass B extends A { constructor() { this.x = 1; } }\nnew B();",
    says: /must call super/,
    line: 2,
  },
  // 17. Not a list.
  {
    name: "going through an object",
    program: "const o = { a: 1 };\nfor (const x of o) {}",
    says: /Object\.entries/,
    line: 2,
  },
  {
    name: "going through nothing",
    program: "let list;\nfor (const x of list) {}",
    says: /A list was expected here.*undefined/,
    line: 2,
  },
  { name: "an empty list and reduce", program: "[].reduce((a, b) => a + b);", says: /The list is empty/, line: 1 },
  // 18. Imports.
  {
    name: "a name that is not exported",
    program: "import { ara } from './shape.js';",
    more: { "shape.js": "export const area = 1;" },
    says: /shape\.js has no "ara"\. Did you mean "area"/,
    line: 1,
  },
  {
    name: "no default export",
    program: "\nimport shape from './shape.js';",
    more: { "shape.js": "export const area = 1;" },
    says: /no default export\. Import by name, as in import \{ area \}/,
    line: 2,
  },
  { name: "import inside a block", program: "if (true) { import x from './a.js'; }", says: /top of a file/, line: 1 },
  // 19. Comparing and conditions.
  { name: "one equals sign", program: "if (5 = 5) {}", says: /To compare two values write ===/, line: 1 },
  {
    name: "no brackets around a condition",
    program: "if x > 3 { }",
    says: /After if the condition stands in brackets/,
    line: 1,
  },
  {
    name: "else without if",
    program: "if (true) console.log(1); console.log(2);\nelse console.log(3);",
    says: /This else belongs to no if/,
    line: 2,
  },
  { name: "commas in a for", program: "for (let i = 0, i < 3, i++) {}", says: /separated by semicolons/, line: 1 },
  { name: "a colon instead of a block", program: "if (true): console.log(1)", says: /Blocks stand in/, line: 1 },
  { name: "and in words", program: "if (1 and 2) {}", says: /writes && for and/, line: 1 },
  // 20. Names.
  {
    name: "a word of the language as a name",
    program: "let class = 1;",
    says: /"class" is a word of the language/,
    line: 1,
  },
  { name: "a name that begins with a digit", program: "let 1abc = 2;", says: /cannot begin with a digit/, line: 1 },
  { name: "a name with a dash", program: "let my-name = 1;", says: /Write myName/, line: 1 },
  { name: "a constant without a value", program: "const a;", says: /needs its value at once/, line: 1 },
  // Seen in fresh programs of beginners.
  {
    name: "a condition that is not closed",
    program: "if (true {\n  console.log(1);\n}",
    says: /The \( of the condition/,
    line: 1,
  },
  {
    name: "no comma at the end of a line",
    program: "const o = {\n  a: 1\n  b: 2\n};",
    says: /comma is missing at the end of the line above/,
    line: 3,
  },
  {
    name: "an apostrophe in a text that is kept",
    program: "\nconst u = 'it's';",
    says: /A quote inside a text/,
    line: 2,
  },
  { name: "two parts of a for", program: "for (let i = 0; i < 3) {}", says: /three parts of a for/, line: 1 },
  {
    name: "else if without a condition",
    program: "if (true) { } else if { }",
    says: /a condition in brackets/,
    line: 1,
  },
  { name: "case without a colon", program: "switch (1) { case 1 console.log(1); }", says: /After case/, line: 1 },
  {
    name: "types in JavaScript",
    program: "let x: string = 'a';",
    says: /ends? in \.ts|end in \.ts/,
    line: 1,
    only: "js",
  },
  {
    name: "a comma before the next let",
    program: "let a = 1,\nlet b = 2;",
    says: /line above ends with a comma/,
    line: 2,
  },
  {
    name: "a promise gone through",
    program: "async function f() { return [1]; }\nconst list = f();\nfor (const x of list) {}",
    says: /list is a promise: write await/,
    line: 3,
  },
  {
    name: "a call instead of a function",
    program: "setTimeout(console.log('now'), 10);",
    says: /the function itself/,
    line: 1,
  },
  { name: "a promise of nothing", program: "\nnew Promise();", says: /new Promise needs a function/, line: 2 },
  {
    name: "a Map that has not got it",
    program: "const m = new Map();\nm.get('a').b;",
    says: /get\(\) has found nothing/,
    line: 2,
  },
  {
    name: "forEach for map",
    program: "[1].forEach((x) => x).length;",
    says: /forEach\(\) gives nothing back/,
    line: 1,
  },
  { name: "no such pattern", program: "\nnew RegExp('(');", says: /no regular expression/, line: 2 },
  { name: "sorting by a word", program: "[3, 1].sort('asc');", says: /sort\(\) needs/, line: 1 },
  { name: "keys of nothing", program: "\nObject.keys(null);", says: /An object was expected/, line: 2 },
  { name: "a frozen list", program: "'use strict';\nObject.freeze([1]).push(2);", says: /frozen or sealed/, line: 2 },
  {
    name: "a getter alone",
    program: "'use strict';\nconst o = { get a() { return 1; } };\no.a = 2;",
    says: /getter and has no setter/,
    line: 3,
  },
  {
    name: "taking apart nothing, further down",
    program: "function f(user) {\n  const k = 1;\n\n  const { name } = user;\n}\nf();",
    says: /nothing can be taken out of it/,
    line: 4,
  },
  {
    name: "taking apart a list that is none",
    program: "function f(list) {\n  const k = 1;\n\n  const [a] = list;\n}\nf();",
    says: /A list was expected here/,
    line: 4,
  },
  // And some more.
  { name: "a length below zero", program: "new Array(-1);", says: /0 or more/, line: 1 },
  { name: "BigInt and number", program: "console.log(1n + 1);", says: /BigInt/, line: 1 },
  {
    name: "a date that is none",
    program: "new Date('x').toISOString();",
    says: /date could not be understood/,
    line: 1,
  },
  { name: "a function's name missing", program: "function () {}", says: /needs a name/, line: 1 },
  { name: "a thin arrow", program: "const f = (x) -> x;", says: /written with =>/, line: 1 },
  {
    name: "a frozen object",
    program: "'use strict';\nconst o = Object.freeze({ a: 1 });\no.a = 2;",
    says: /frozen/,
    line: 3,
  },
  {
    name: "a file that is not there",
    program: "require('fs').readFileSync('dta.txt');",
    more: { "data.txt": "" },
    says: /no file "dta\.txt" in this room\. Did you mean "data\.txt"/,
    line: 1,
  },
];

for (const language of ["js", "ts"] as const)
  describe(language === "js" ? "in JavaScript" : "in TypeScript", () => {
    for (const { name, program, says, line, more, only } of mistakes)
      if (only === undefined || only === language)
        test(`${name}: ${JSON.stringify(program)}`, async () => {
          const entry = `main.${language}`;
          const { reason, error, explanation } = await run({ [entry]: program, ...more });
          expect(reason).toBe("error");
          expect(explanation).toMatch(says);
          expect(error?.frames[0]).toMatchObject({ path: entry, line });
        });
  });

test("no method is proposed that is not near", async () => {
  const { explanation } = await run("const user = {};\nuser.getName();");
  expect(explanation).not.toMatch(/Did you mean/);
});

test("what a program throws by itself is left alone", async () => {
  for (const words of ["mine", "stack overflow", "'a' is read-only", "empty array"]) {
    const { error, explanation } = await run(`throw new TypeError(${JSON.stringify(words)});`);
    expect([error?.message, explanation]).toEqual([words, undefined]);
  }
});

test("names that nobody types are not repeated, and cost no time", async () => {
  const long = "a".repeat(90_000);
  for (const program of [
    `const ${long} = 1;\n${long}b;`,
    `const o = {};\no.${long}();`,
    `import { "a*(" as x } from "./a.js";`,
    `const f = ${"x".repeat(99_000)} => 1;\nnone;`,
    `${"(".repeat(50_000)}\n`,
    `${"let ".repeat(20_000)}\n`,
  ]) {
    const { reason, error, explanation = "", cpuMs } = await run({ "main.js": program, "a.js": "export const a = 1;" });
    expect([reason, error?.name.endsWith("Error")]).toEqual(["error", true]);
    expect(explanation.length).toBeLessThan(500);
    expect(cpuMs).toBeLessThan(3_000);
  }
});
