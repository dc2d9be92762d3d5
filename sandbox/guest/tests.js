// The tests of a file: what `test` collects, and how one of them is run. The host calls; the program cannot.
import { expect, fail, failure, stuckFailure } from "./expect.js";
import { host } from "./host.js";
import {
  add,
  jsonStringify,
  list,
  ObjectDefineProperty,
  PromiseOf,
  promiseThen,
  StringOf,
  split,
  TypeErrorOf,
  text,
} from "./intrinsics.js";

const MOST_TESTS = 200;
const MOST_NAME = 200;
const MOST_TEXT = 4000;

const tests = list();
let group = { __proto__: null, name: "", parent: null, before: list(), after: list() };
/** "running", "passed" or "failed"; and "io" while the host is to run a program for the test. */
let state = "running";
let thrown;
let begun = false;
/** The programs that the test wants to be run: `{file, input, expected, resolve, reject}`. */
const wanted = list();
let next = 0;
let program = "main.js";

function collect(name, fn, skip) {
  if (typeof name !== "string" || typeof fn !== "function")
    throw new TypeErrorOf('test needs a name and a function, as in test("adds", () => { … })');
  if (begun) throw new TypeErrorOf("A test cannot be declared inside another test.");
  if (tests.length >= MOST_TESTS) throw new TypeErrorOf(`A file can have at most ${MOST_TESTS} tests.`);
  let full = name;
  for (let at = group; at.parent !== null; at = at.parent) full = `${at.name} › ${full}`;
  add(tests, { __proto__: null, name: text.toWellFormed(text.slice(full, 0, MOST_NAME)), fn, skip, group });
}

function test(name, fn) {
  collect(name, fn, false);
}
test.skip = (name, fn) => collect(name, fn ?? (() => {}), true);

function describe(name, fn) {
  const outer = group;
  group = { __proto__: null, name: StringOf(name), parent: outer, before: list(), after: list() };
  try {
    fn();
  } finally {
    group = outer;
  }
}

const linesOf = (value) =>
  typeof value === "object" && value !== null && typeof value.length === "number" ? joinLines(value) : StringOf(value);
function joinLines(values) {
  let result = "";
  for (let at = 0; at < values.length; at++) result += `${at > 0 ? "\n" : ""}${StringOf(values[at])}`;
  return result;
}

/** Runs a program that reads `input`, a line for each question, and compares what it prints. */
function io(input, expectedOutput, file = program) {
  if (!begun) throw new TypeErrorOf('io belongs inside a test: test("greets", () => io("Ann", "Hello Ann"))');
  const request = {
    __proto__: null,
    file: StringOf(file),
    input: linesOf(input ?? ""),
    expected: linesOf(expectedOutput),
  };
  const promise = new PromiseOf((resolve, reject) => {
    request.resolve = resolve;
    request.reject = reject;
  });
  // A test that does not wait for it waits all the same.
  request.promise = promise;
  add(wanted, request);
  return promise;
}

/** Before the file is evaluated. `path`: the program that `io` runs unless it is told another. */
export function install(path) {
  program = path;
  const globals = { __proto__: null, test, it: test, describe, expect, io };
  globals.beforeEach = (fn) => add(group.before, fn);
  globals.afterEach = (fn) => add(group.after, fn);
  for (const name in globals)
    ObjectDefineProperty(globalThis, name, {
      __proto__: null,
      value: globals[name],
      writable: true,
      configurable: true,
    });
}

/** By hand, as in report.js: names and indices of those to be skipped. */
export function names() {
  let listed = "";
  let skipped = "";
  for (let at = 0; at < tests.length; at++) {
    listed += `${at > 0 ? "," : ""}${jsonStringify(tests[at].name)}`;
    if (tests[at].skip) skipped += `${skipped === "" ? "" : ","}${at}`;
  }
  return `{"tests":[${listed}],"skipped":[${skipped}]}`;
}

const passed = () => {
  for (let at = 0; at < wanted.length; at++) {
    const { promise } = wanted[at];
    const found = host.promiseState(promise);
    if (found === 0) {
      promiseThen(promise, passed, failed);
      return;
    }
    if (found === 2) {
      failed(host.promiseResult(promise));
      return;
    }
  }
  const stuck = stuckFailure();
  if (stuck === null) state = "passed";
  else failed(stuck.error);
};
const failed = (error) => {
  if (state !== "running") return;
  state = "failed";
  thrown = error;
};

/** Calls one after the other, each when what the one before has returned is settled. */
function inTurn(steps, at, done) {
  for (let index = at; index < steps.length; index++) {
    const result = steps[index]();
    if (host.promiseState(result) >= 0) {
      promiseThen(result, () => attempt(() => inTurn(steps, index + 1, done)), failed);
      return;
    }
    const then = typeof result === "object" && result !== null ? result.then : undefined;
    if (typeof then === "function") {
      promiseThen(
        new PromiseOf((resolve) => resolve(result)),
        () => attempt(() => inTurn(steps, index + 1, done)),
        failed,
      );
      return;
    }
  }
  done();
}
const attempt = (fn) => {
  try {
    fn();
  } catch (error) {
    failed(error);
  }
};

export function begin(index) {
  begun = true;
  const { fn, group: own } = tests[index];
  const steps = list();
  const groups = list();
  for (let at = own; at !== null; at = at.parent) add(groups, at);
  for (let at = groups.length - 1; at >= 0; at--)
    for (let nth = 0; nth < groups[at].before.length; nth++) add(steps, groups[at].before[nth]);
  add(steps, fn);
  for (let at = 0; at < groups.length; at++)
    for (let nth = 0; nth < groups[at].after.length; nth++) add(steps, groups[at].after[nth]);
  attempt(() => inTurn(steps, 0, passed));
}

export const status = () => (state === "running" && next < wanted.length ? "io" : state);
export const error = () => {
  throw thrown;
};

/** What a matcher has compared, if it is why the test has failed. */
export function comparison() {
  const found = stuckFailure() ?? failure;
  if (state !== "failed" || found === null || found.error !== thrown || found.expected === undefined) return "{}";
  return `{"expected":${jsonStringify(found.expected)},"actual":${jsonStringify(found.actual)}}`;
}

/** The next program to run. */
export function request() {
  const { file, input } = wanted[next];
  return `{"file":${jsonStringify(file)},"input":${jsonStringify(input)}}`;
}

/** Without what nobody sees: spaces at the ends of lines, and empty lines at the end. */
function tidy(output) {
  const lines = split(text.trimEnd(output), "\n");
  let result = "";
  for (let at = 0; at < lines.length; at++) result += `${at > 0 ? "\n" : ""}${text.trimEnd(lines[at])}`;
  return result;
}

/** `fault`: why the program did not come to its end; "" if it did. */
export function answer(output, fault) {
  const { expected, resolve, reject } = wanted[next++];
  const values = {
    __proto__: null,
    expected: text.slice(tidy(expected), 0, MOST_TEXT),
    actual: text.slice(tidy(output), 0, MOST_TEXT),
  };
  try {
    if (fault !== "") fail(fault, values);
    if (tidy(expected) !== tidy(output)) fail("The program printed something else than expected.", values);
    resolve();
  } catch (error) {
    reject(error);
  }
}
