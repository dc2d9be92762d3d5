/** Node's own modules, as far as lessons use them: the same programs in Node and in the sandbox. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SandboxRun } from "#sandbox/client";
import { inNode, withoutFrames } from "./in-node.ts";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();
/** What ends the input. */
const END = "\u0004";
const folder = new URL("./node/", import.meta.url);

describe("a module of Node does what it does there", () => {
  for (const name of readdirSync(folder))
    test(name, async () => {
      const files = {
        [name.endsWith(".mjs.txt") ? "main.mjs" : "main.js"]: readFileSync(new URL(name, folder), "utf8"),
      };
      const node = inNode(files);
      const ours = await run(files);
      expect(ours.error).toBeUndefined();
      expect(withoutFrames(ours.out)).toBe(withoutFrames(node.out));
      expect(withoutFrames(ours.err)).toBe(withoutFrames(node.err));
      expect(ours.out.length).toBeGreaterThan(100);
    });
});

const fsFiles = (program: string): Record<string, string> => ({
  "main.js": program,
  "data.txt": "one\ntwo\r\nthree",
  "lib/more/deep.json": '{"a":1}',
  "lib/hé.txt": "é\0€",
});

test("fs reads the room's own files as Node reads a folder", async () => {
  const files = fsFiles(`
const fs = require("node:fs");
const path = require("path");
console.log(fs.readFileSync("data.txt", "utf8"), fs.readFileSync("./lib/../data.txt", { encoding: "utf-8" }).length, fs.readFileSync("lib/hé.txt", "utf8").length);
console.log(fs.readFileSync("lib/hé.txt"), fs.readFileSync("data.txt").toString(), fs.readFileSync(path.join("lib", "more", "deep.json"), "utf8"));
console.log(fs.existsSync("data.txt"), fs.existsSync("lib"), fs.existsSync("nope"), fs.existsSync(), fs.existsSync("./"));
console.log(fs.readdirSync("lib"), fs.readdirSync("."), fs.readdirSync("lib", { withFileTypes: true }).map((entry) => [entry.name, entry.isFile(), entry.isDirectory()]), fs.readdirSync("lib", { recursive: true }).sort());
for (const attempt of [() => fs.readFileSync("nope.txt"), () => fs.readFileSync("lib", "utf8"), () => fs.readdirSync("nope"), () => fs.readdirSync("data.txt"), () => fs.statSync("nope"), () => fs.accessSync("nope")])
  try { attempt(); } catch (error) { console.log(error.message, error.code, error.syscall, error.path, error.errno, error instanceof Error); }
console.log(fs.statSync("data.txt").isFile(), fs.statSync("lib").isDirectory(), fs.statSync("data.txt").size, fs.statSync("nope", { throwIfNoEntry: false }));
try { fs.readFileSync(undefined); } catch (error) { console.log(error.name, error.code); }
fs.readFile("data.txt", "utf8", (error, text) => {
  console.log("callback", error, text.length);
  fs.readFile("nope", (failed) => {
    console.log(failed.code);
    fs.createReadStream("data.txt", "utf8").on("data", (piece) => console.log("piece", piece.length)).on("end", () => { console.log("end"); void later(); });
  });
});
const later = async () => {
  const { readFile, readdir } = require("node:fs/promises");
  console.log((await readFile("data.txt", "utf8")).length, await readdir("lib"), (await fs.promises.stat("lib")).isDirectory());
  await readFile("nope").catch((error) => console.log("rejected", error.code));
};
`);
  const node = inNode(files);
  const ours = await run(files);
  expect(ours.error).toBeUndefined();
  expect(ours.out).toBe(node.out);
});

test("what would change a file is refused with a sentence", async () => {
  for (const call of [
    'fs.writeFileSync("a.txt", "x")',
    'fs.appendFileSync("data.txt", "x")',
    'fs.mkdirSync("new")',
    'fs.rmSync("data.txt")',
    'await fs.promises.writeFile("a.txt", "x")',
    'await new Promise((_, no) => fs.writeFile("a.txt", "x", no))',
  ]) {
    const { error } = await run({ "main.mjs": `import fs from "node:fs";\n${call};`, "data.txt": "" });
    expect(error?.message, call).toMatch(
      /^EROFS: read-only file system, \w+ '.+'\. Programs here can read the room's files/,
    );
  }
});

const typed = (lines: string[]) => ({
  onPrompt: (run: SandboxRun) => run.input(lines.shift() ?? END),
});

const readers: Record<string, string> = {
  "questions, one after the other": `
const readline = require("node:readline");
const rl = readline.createInterface({ input: process.stdin });
rl.question("Name? ", (name) => {
  console.log("hello " + name);
  rl.question("Age? ", (age) => { console.log(Number(age) + 1); rl.close(); });
});
rl.on("close", () => console.log("closed"));
console.log("asked");`,
  "lines until the end": `
const rl = require("readline").createInterface({ input: process.stdin, crlfDelay: Infinity });
let sum = 0;
rl.on("line", (line) => { sum += Number(line); console.log("so far", sum); });
rl.on("close", () => console.log("sum", sum));`,
  "until the program has had enough": `
const rl = require("readline").createInterface(process.stdin);
rl.setPrompt("> "); rl.prompt();
rl.on("line", (line) => { console.log("got", line); if (line === "3") rl.close(); else rl.prompt(); }).on("close", () => console.log("closed", rl.closed));`,
  "a loop over the lines": `
const readline = require("node:readline");
(async () => {
  const rl = readline.createInterface({ input: process.stdin });
  const all = [];
  for await (const line of rl) all.push(line);
  console.log(all);
})();`,
  "a question among lines": `
const rl = require("readline").createInterface({ input: process.stdin });
rl.on("line", (line) => console.log("line", line));
rl.question("q", (line) => console.log("answer", line));
rl.once("close", () => console.log("closed"));`,
  "the lines of a file": `
const fs = require("fs"); const readline = require("readline");
(async () => {
  for await (const line of readline.createInterface({ input: fs.createReadStream("data.txt") })) console.log([line]);
  readline.createInterface({ input: fs.createReadStream("data.txt") }).on("line", (line) => console.log(line.length)).on("close", () => console.log("end"));
})();`,
  "all of the input at once": `console.log([require("fs").readFileSync(0, "utf8")]);`,
  "the input as events": `let all = ""; process.stdin.setEncoding("utf8"); process.stdin.on("data", (piece) => { all += piece; }).on("end", () => console.log([all]));`,
  "the input as a loop": `(async () => { let all = ""; for await (const piece of process.stdin) all += piece; console.log([all]); })();`,
};

describe("lines that people type", () => {
  for (const [name, program] of Object.entries(readers))
    test(name, async () => {
      const files = { "main.js": program, "data.txt": "first\r\n\nlast\n" };
      const node = inNode(files, "1\n2\n3\n");
      const ours = await run(files, typed(["1", "2", "3"]));
      expect(ours.error).toBeUndefined();
      expect(ours.out).toBe(node.out);
      expect(ours.out).not.toBe("");
    });
});

// Node itself loses lines that are there before they are asked for.
test("questions that are awaited, and none after the end", async () => {
  const { out } = await run(
    `const { createInterface } = require("node:readline/promises");
    (async () => {
      const rl = createInterface({ input: process.stdin });
      const a = await rl.question("a? "); const b = await rl.question("b? ");
      console.log(a, b);
      rl.close();
      try { await rl.question("c?"); } catch (error) { console.log(error.code, error.message); }
    })();`,
    typed(["1", "2"]),
  );
  expect(out).toBe("1 2\nERR_USE_AFTER_CLOSE readline was closed\n");
});

test("the room is shown what the program asks", async () => {
  const asked: string[] = [];
  const program = `
const rl = require("readline").createInterface({ input: process.stdin, output: process.stdout, prompt: "$ " });
rl.question("Name? ", (name) => { rl.prompt(); rl.once("line", () => rl.close()); });`;
  await run(program, {
    onPrompt: (given, text) => {
      asked.push(text);
      given.input("x");
    },
  });
  expect(asked).toEqual(["Name? ", "$ "]);
});

test("an interface that nobody reads from keeps no program waiting, and prompt() can be left unanswered", async () => {
  const program = `const rl = require("readline").createInterface({ input: process.stdin }); console.log(prompt("?"), confirm("?"), prompt("again?"));`;
  expect(await run(program, typed([END, END, "yes"]))).toMatchObject({ reason: "ok", out: "null false yes\n" });
});
