/** What a Python program that fails is told: run by the real Pyodide, with the program that stands around it in the browser. */
import { loadPyodide } from "pyodide";
import { beforeAll, describe, expect, test } from "vitest";
import { pythonProgram } from "#bin/shelf";
import type { RunOutcome } from "#protocol/runs";

type Files = Record<string, string>;
/** Milliseconds that programs have asked to sleep. */
const slept: number[] = [];
const sleep = async (ms: number) => void slept.push(ms);
let run: (files: Files, ask?: (question: string) => Promise<string>, blocking?: (q: string) => string) => Promise<End>;
type End = Pick<RunOutcome, "reason" | "error" | "explanation"> & { printed: string };

/** Milliseconds: WebAssembly of 8 MB is compiled first. */
const LOADING = 60_000;

beforeAll(async () => {
  const python = await loadPyodide();
  let printed = "";
  const decoder = new TextDecoder();
  const keep = {
    write(bytes: Uint8Array) {
      printed += decoder.decode(bytes, { stream: true });
      return bytes.length;
    },
  };
  python.setStdout(keep);
  python.setStderr(keep);
  python.runPython(await pythonProgram());
  python.runPython("import builtins, time, asyncio; fresh = dict(vars(builtins)), time.sleep, asyncio.run");
  const program = python.globals.get("run_program");
  run = async (files, ask = () => Promise.reject(new Error("nobody is asked")), blocking) => {
    printed = "";
    python.runPython(
      "import sys, time, asyncio, builtins; vars(builtins).update(fresh[0]); time.sleep, asyncio.run = fresh[1:]; [sys.modules.pop(n) for n, m in [*sys.modules.items()] if str(getattr(m, '__file__', '')).startswith('/room')]; sources.clear()",
    );
    python.runPython("import shutil, os; os.chdir('/'); shutil.rmtree('/room', True)");
    const list = Object.entries(files).map(([path, text]) => ({ path, text }));
    const given = ["main.py", JSON.stringify(list), ask, sleep];
    const end = blocking
      ? await program(...given, blocking, (ms: number) => slept.push(ms))
      : await program.callPromising(...given);
    return { ...JSON.parse(end), printed };
  };
}, LOADING);

describe("a beginner's mistake is explained", () => {
  test.each<[string, string, RegExp]>([
    ["a misspelt name", "counter = 1\nprint(cuonter)", /no "cuonter" here. Did you mean "counter"\?/],
    ["a name in other case", "Print('x')", /Did you mean "print"/],
    ["a name that nothing has", "print(qqq)", /Nothing is called "qqq" here/],
    ["another language's word", "x = null", /Python has no "null": write None\./],
    ["true", "while true:\n    pass", /write True/],
    [
      "a module that is not imported",
      "print(math.pi)",
      /"math" is a module that is not imported yet: write import math/,
    ],
    ["self outside a method", "def f():\n    print(self.x)\nf()", /first parameter/],
    ["a local name used too early", "n = 1\ndef f():\n    n = n + 1\nf()", /write global n at the top of the function/],
    ["no indentation", "if 1 == 1:\nprint('x')", /after the 'if' statement on line 1 belongs to it/],
    ["unexpected indentation", "x = 1\n    y = 2", /begins further right/],
    ["unindent", "if 1:\n        x = 1\n    y = 2", /begins at a place where no line above it begins/],
    ["tabs and spaces", "if 1:\n        x = 1\n\ty = 2", /tabs/],
    ["a missing colon", "if 1 == 1\n    print('x')", /ends with a colon/],
    ["a missing colon after def", "def f()\n    pass", /ends with a colon/],
    ["= for ==", "x = 1\nif x = 1:\n    pass", /write ==/],
    ["print without parentheses", "print 'x'", /print is a function: what it is given stands between/],
    ["a bracket that is never closed", "x = 1\nprint((x + 1)\n", /The \( on line 2 has no \) that belongs to it/],
    ["a bracket too many", "print('x'))", /There is a \) too many/],
    ["a quote that is never closed", "print('x)", /no closing quote/],
    ["typographic quotes", "print(“x”)", /straight/],
    ["a name that begins with a digit", "2nd = 1", /cannot begin with a digit/],
    ["return outside", "return 1", /belongs into a function/],
    ["break outside", "break", /belongs into a loop/],
    ["else if", "if 1:\n    pass\nelse if 2:\n    pass", /elif/],
    ["x++", "x = 1\nx++", /x \+= 1/],
    ["&&", "if 1 && 2:\n    pass", /and/],
    ["function", "function f():\n    pass", /begins with def/],
    ["a keyword as a name", "class = 1", /word of Python's own/],
    ["let", "let x = 1", /no word before it/],
    ["a missing comma", "print('a' 1)", /comma/],
    ["text + number", "print('n: ' + 1)", /Write str\(…\) around the number/],
    ["number + text", "print(1 + 'n')", /Write str\(…\) around the number/],
    ["None + number", "def f():\n    pass\nprint(f() + 1)", /lack a return/],
    ["a position too far", "numbers = [1, 2]\nprint(numbers[2])", /numbers has 2 entries, at the positions 0 to 1/],
    ["an empty list", "numbers = []\nprint(numbers[0])", /numbers is empty/],
    ["pop of nothing", "[].pop()", /empty/],
    ["a key that is near", "d = {'name': 1}\nprint(d['nmae'])", /Did you mean 'name'\?/],
    ["a key as text", "d = {1: 2}\nprint(d['1'])", /has the key 1 as a number/],
    ["a key that is not there", "d = {'a': 1}\nprint(d['zebra'])", /Its keys are 'a'\./],
    ["int of a word", "int('ten')", /'ten' is no number/],
    ["int of a decimal", "int('1.5')", /take float\('1\.5'\)/],
    ["int of nothing", "int('')", /nothing but an empty answer/],
    ["a method without self", "class Dog:\n    def bark():\n        pass\nDog().bark()", /write def bark\(self\):/],
    ["a method of the class", "class Dog:\n    def bark(self):\n        pass\nDog.bark()", /needs an object/],
    ["too many values", "def f(a):\n    pass\nf(1, 2, 3)", /called with 3 values and takes 1/],
    ["too few values", "def f(a, b):\n    pass\nf(1)", /also needs 'b'/],
    [
      "too few for a class",
      "class D:\n    def __init__(self, a):\n        pass\nD()",
      /D\(…\) is called with too few values/,
    ],
    ["a call of a number", "x = 2\nprint(x(3))", /x is a number, not a function/],
    ["a missing *", "print(2(3))", /Is a \* missing/],
    ["list overwritten", "list = [1]\nprint(list('a'))", /Python's own list\(\) is out of reach/],
    ["brackets for a function", "print[1]", /functions are called with \( \)/],
    [
      "sort gives None",
      "a = [1]\nb = a.sort()\nprint(b.count(1))",
      /changes the list itself and gives nothing back, so b is None/,
    ],
    ["push", "a = []\na.push(1)", /write append\(…\)/],
    ["length", "a = [1]\nprint(a.length)", /len\(…\) around the list/],
    ["a method that is near", "'x'.uper()", /Did you mean upper\?/],
    ["a loop over a number", "for i in 5:\n    pass", /range\(…\)/],
    ["a text changed in place", "t = 'abc'\nt[0] = 'x'", /cannot be changed in place/],
    ["division by zero", "x = 0\nprint(1 / x)", /divided by 0/],
    ["too many to unpack", "a, b = 1, 2, 3", /2 names stand left of =/],
    ["a file that is not there", "open('nothing.txt')", /There is no file 'nothing.txt' in this room/],
    ["a thread", "import threading\nthreading.Thread(target=print).start()", /cannot be started in a browser/],
    ["a module that is not here", "import colorama", /standard library and the room's own/],
    ["a module that is near", "import randm", /Did you mean random\?/],
    ["numpy", "import numpy as np", /numpy cannot be used here/],
    ["pandas, which is not misspelt", "import pandas", /There is no module pandas\. A program can import/],
    ["a window", "import turtle", /^turtle opens a window, and a program here has none/],
    [
      "a module of Python's that browsers lack",
      "import venv",
      /^venv is part of Python, but not of Python in a browser/,
    ],
    ["a part that a module has not", "import os.path.join", /^os\.path is one module and has no join to import/],
    ["the network", "import requests", /reaches no other computer/],
    ["another process", "import subprocess\nsubprocess.run(['ls'])", /No other program can be started/],
    ["a command of a terminal", "pip install numpy", /command for a terminal, not Python/],
    ["=>", "x = 1\nif x => 1:\n    pass", /written >=/],
    ["a comment of another language", "// first", /A comment begins with #/],
    ["such a comment behind a line", "x = 1 // first", /A comment begins with #/],
    ["a loop of another language", "for (i = 0; i < 3; i++):\n    pass", /for i in range\(10\):/],
    ["then", "x = 1\nif x == 1 then:\n    pass", /no then: the colon/],
    ["new", "x = new List()", /without new/],
    ["switch", "switch x:\n    case 1: pass", /no switch/],
    ["int x", "int x = 5", /no word before it/],
    ["else without if", "x = 1\nelse:\n    pass", /^else belongs to an if, a for, a while or a try/],
    ["try without except", "try:\n    x = 1\nprint(x)", /A try needs an except/],
    ["a value on the left", "5 = x", /^Left of = stands the name/],
    ["= in a condition with a call", "if len('a') = 1:\n    pass", /write ==/],
    ["an apostrophe", "print('it's')", /The ' inside of the word ends the text/],
    ["a long dash", "x = 5 – 3", /write -\./],
    ["a backslash in a path", "open('C:\\Users')", /Write \\\\ for a plain one/],
    ["braces of an f-string", "print(f'{}')", /write \{\{ or \}\}/],
    ["a list + a number", "x = [1] + 2", /write append\(…\)/],
    ["a thousand", "x = 1,000\nprint(x + 1)", /1,000 is two numbers/],
    ["the length of a number", "len(5)", /A number has no length/],
    ["join of numbers", "', '.join([1])", /str\(…\) around the entries/],
    ["a tuple that is to grow", "t = (1, 2)\nt.append(3)", /take a list/],
    ["a key after a dot", "d = {'a': 1}\nd.a", /as in d\["a"\]/],
    ["a set with a position", "{1, 2}[0]", /has no positions/],
    ["a set without it", "{1}.remove(2)", /^2 is not in there/],
    ["format without a name", "'{a}'.format(1)", /a place for 'a'/],
    ["a function without ( )", "x = 'a'.upper\nx.lower()", /not called/],
    ["the class for its module", "from datetime import datetime\ndatetime.datetime.now()", /leave one datetime\. out/],
    ["the module for its class", "import datetime\ndatetime.now()", /write datetime\.datetime\.now/],
    ["from import *", "from random import *\nrandom.randint(1, 2)", /Write import random instead/],
    ["two names for a key", "d = {'a': 1}\nfor k, v in d:\n    pass", /write for k, v in d\.items\(\):/],
    ["an assert", "assert 1 == 2", /not true/],
    ["a time zone", "from zoneinfo import ZoneInfo\nZoneInfo('Europe/Berlin')", /timezone\.utc/],
    ["an exit that fails", "import sys\nsys.exit(2)", /ended itself with 2/],
    ["a private name", "class A:\n    def __init__(self): self.__x = 1\nA().__x", /two underscores/],
  ])("%s", async (_, text, said) => {
    const end = await run({ "main.py": text });
    expect(end.reason).toBe("error");
    expect(end.explanation).toMatch(said);
  });

  test.each<[string, string]>([
    ["+", "age = input('Age?')\nprint(age + 1)"],
    ["<", "age = input('Age?')\nif age < 18:\n    print('young')"],
    ["-", "age = input('Age?')\nprint(2026 - age)"],
    ["*", "age = input('Age?')\nprint([1] * age)"],
    ["range", "n = input('How many?')\nfor i in range(n):\n    pass"],
    ["an index", "n = input('Which?')\nprint([1, 2, 3][n])"],
  ])("input() that was not made a number, with %s", async (_, text) => {
    const end = await run({ "main.py": text }, async () => "7");
    expect(end.explanation).toMatch(/input\(\) always gives text/);
  });

  test("nothing is said where nothing is known, and values that misbehave are not asked", async () => {
    const own = "class Odd(Exception):\n    def __str__(self):\n        raise SystemExit(3)\nraise Odd()";
    expect(await run({ "main.py": own })).toMatchObject({ reason: "error", error: { name: "Odd" } });
    const trap =
      "class D(dict):\n    def __iter__(self):\n        print('asked')\n        return iter([])\nd = D()\nd['x']";
    const end = await run({ "main.py": trap });
    expect(end).toMatchObject({ error: { name: "KeyError" }, printed: "" });
    expect((await run({ "main.py": "raise ValueError('mine')" })).explanation).toBeUndefined();
  });

  test("names in the room's other files are put forward", async () => {
    const shapes = "def area(side):\n    return side * side\n";
    const one = await run({ "main.py": "import shape", "shapes.py": shapes });
    expect(one.explanation).toBe("There is no module shape. Did you mean shapes?");
    const two = await run({ "main.py": "from shapes import aera", "shapes.py": shapes });
    expect(two.explanation).toMatch(/shapes has no aera\. Did you mean area\?/);
    const circle = { "main.py": "import left", "left.py": "import right\nx = 1", "right.py": "from left import x" };
    expect((await run(circle)).explanation).toMatch(/^left is not read to its end .* two files import each other/);
    const three = await run({ "main.py": "import statistics\nstatistics.mean([1])", "statistics.py": "x = 1" });
    expect(three.explanation).toMatch(/statistics\.py of this room hides Python's own module statistics/);
  });
});

describe("a traceback", () => {
  test("has the room's own lines, the newest first, with the lines around the place", async () => {
    const end = await run({
      "main.py": "import json\n\ndef half(text):\n    return json.loads(text) / 2\n\nhalf('[1]')\n",
    });
    expect(end.error).toMatchObject({
      name: "TypeError",
      frames: [
        { path: "main.py", line: 4, column: 12, name: "half" },
        { path: "main.py", line: 6, column: 1 },
      ],
      excerpt: { from: 2, lines: ["", "def half(text):", "    return json.loads(text) / 2"] },
    });
  });

  test("counts characters, not bytes", async () => {
    expect((await run({ "main.py": "print('äöü', nix)" })).error?.frames).toEqual([
      { path: "main.py", line: 1, column: 14 },
    ]);
  });

  test("shows the cause an error was raised from, and what was being handled when it came up", async () => {
    const text = `
def read(text):
    try:
        return int(text)
    except ValueError as error:
        raise KeyError("age") from error

try:
    read("x")
except KeyError:
    [][1]
`;
    const end = await run({ "main.py": text });
    expect(end.error).toMatchObject({
      name: "IndexError",
      frames: [{ line: 11 }],
      during: true,
      cause: {
        name: "KeyError",
        frames: [{ line: 6, name: "read" }, { line: 9 }],
        cause: { name: "ValueError", frames: [{ line: 4, name: "read" }] },
      },
    });
    expect(end.error?.cause).not.toHaveProperty("during");
  });

  test("leaves out what `from None` hides, ends with the fourth cause, and survives a circle", async () => {
    const hidden = await run({
      "main.py": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('x') from None",
    });
    expect(hidden.error).not.toHaveProperty("cause");
    const deep = `
def fail(n):
    try:
        if n: fail(n - 1)
        else: raise ValueError(n)
    except ValueError as error:
        raise ValueError(n) from error
fail(9)
`;
    let depth = 0;
    for (let { error } = await run({ "main.py": deep }); error?.cause; error = error.cause) depth++;
    expect(depth).toBe(4);
    const circle = "a = ValueError('a')\nb = ValueError('b')\na.__cause__ = b\nb.__cause__ = a\nraise a";
    const { error } = await run({ "main.py": circle });
    expect(error).toMatchObject({ message: "a", cause: { message: "b" } });
    expect(error?.cause).not.toHaveProperty("cause");
  });

  test("of a function that calls itself is short, and says so in words", async () => {
    const one = await run({ "main.py": "def f(n):\n    return f(n + 1)\n\nf(0)\n" });
    expect(one.error?.frames.map(({ line }) => line)).toEqual([2, 2, 2, 4]);
    expect(one.explanation).toMatch(/^f calls itself again and again/);
    const two = await run({ "main.py": "def f():\n    g()\ndef g():\n    f()\nf()\n" });
    expect(two.error?.frames.length).toBeLessThanOrEqual(7);
    expect(two.error?.frames.at(-1)).toMatchObject({ line: 5 });
  });

  test("of a syntax error names line and column, in another file as well, and notes are shown", async () => {
    const end = await run({ "main.py": "import part", "part.py": "x = 1\nif x = 2:\n    pass\n" });
    expect(end.error).toMatchObject({
      name: "SyntaxError",
      frames: [{ path: "part.py", line: 2, column: 4 }, { path: "main.py" }],
      excerpt: { from: 1, lines: ["x = 1", "if x = 2:", "    pass"] },
    });
    const noted = "e = ValueError('no')\ne.add_note('look at line 3')\nraise e";
    expect((await run({ "main.py": noted })).error?.message).toBe("no\nlook at line 3");
  });
});

describe("input()", () => {
  test("waits for the room by a promise, and sys.stdin does", async () => {
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return `answer ${asked.length}`;
    };
    const text = "import sys\nprint(input('First? '))\nprint(sys.stdin.readline(), end='')\nprint(input())";
    expect((await run({ "main.py": text }, ask)).printed).toBe("answer 1\nanswer 2\nanswer 3\n");
    expect(asked).toEqual(["First? ", "", ""]);
  });

  test("takes the answer of what stands still where the browser cannot suspend, and says when there is none", async () => {
    const text = "print(input('Name? '))";
    expect(await run({ "main.py": text }, undefined, (question) => question.toUpperCase())).toMatchObject({
      reason: "ok",
      printed: "NAME? \n",
    });
    const lost = () => {
      throw new Error("no answer");
    };
    const end = await run({ "main.py": text }, undefined, lost);
    expect(end.error).toMatchObject({ name: "ConnectionError", frames: [{ line: 1 }] });
    expect(end.error).not.toHaveProperty("cause");
    expect(end.error?.message).toMatch(/connection to the server was lost/);
  });
});

describe("waiting", () => {
  test("an input that ends is an end to Python, and a password is asked like anything", async () => {
    const text = `
import getpass, sys
print(getpass.getpass())
print(list(sys.stdin), repr(sys.stdin.read()), repr(sys.stdin.readline()))
try:
    input()
except EOFError as error:
    print(error)
input()
`;
    for (const way of ["promise", "standing still"]) {
      const answers = ["secret", "one", "", "\u0004", "two", "\u0004", "\u0004", "\u0004", "\u0004"];
      const next = () => answers.shift() ?? "none is left";
      const end = await run({ "main.py": text }, async () => next(), way === "promise" ? undefined : next);
      expect(end.printed).toBe("secret\n['one\\n', '\\n'] 'two\\n' ''\nEOF when reading a line\n");
      expect(end).toMatchObject({ error: { name: "EOFError" }, explanation: expect.stringMatching(/no more lines/) });
    }
  });

  test("a sleep is left to the browser, unless it is too short for that or none at all", async () => {
    const text = `
import time
time.sleep(2.5)
time.sleep(0.001)
for wrong in (-1, "a"):
    try:
        time.sleep(wrong)
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
`;
    for (const blocking of [undefined, () => ""]) {
      slept.length = 0;
      expect((await run({ "main.py": text }, undefined, blocking)).printed).toBe("ValueError\nTypeError\n");
      expect(slept).toEqual([2500]);
    }
  });

  test("asyncio runs where the browser cannot suspend, too, and says when it can never end", async () => {
    const text = `
import asyncio
async def count(name):
    for n in range(2):
        print(name, n)
        await asyncio.sleep(0.05)
    return name
async def main():
    print(await asyncio.gather(count("a"), count("b")))
    try:
        await asyncio.wait_for(asyncio.sleep(60), 0.05)
    except TimeoutError:
        print("too late")
    print(input("name?"))
asyncio.run(main())
`;
    const blocking = (question: string) => question.toUpperCase();
    const end = await run({ "main.py": text }, undefined, blocking);
    expect(end).toMatchObject({ reason: "ok", printed: "a 0\nb 0\na 1\nb 1\n['a', 'b']\ntoo late\nNAME?\n" });
    const never = "import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())";
    expect((await run({ "main.py": never }, undefined, blocking)).error?.message).toMatch(/every task waits/);
  });
});

test("a program ends as Python ends it: what it registered, then its objects; and a mark of Windows is no part of it", async () => {
  const text =
    "\ufeffimport atexit\natexit.register(print, 'bye')\nclass A:\n    def __del__(self): print('gone')\na = A()\nprint('end')";
  expect(await run({ "main.py": text })).toMatchObject({ reason: "ok", printed: "end\nbye\ngone\n" });
});

test("several errors at once are named", async () => {
  const text = "raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])";
  expect((await run({ "main.py": text })).error?.message).toBe(
    "two (2 sub-exceptions)\n  ValueError: a\n  TypeError: b",
  );
});
