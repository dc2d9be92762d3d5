import { expect, test } from "vitest";
import type { PersonId, RunId } from "#protocol/ids";
import type { Run, RunPhase } from "#web/features/runs/run-log";
import { aheadWords, spoken, whoRan } from "#web/features/runs/run-words";

const run = (phase: RunPhase, change: Partial<Run> = {}): Run => ({
  runId: "r" as RunId,
  requestId: "q",
  by: { id: "ada" as PersonId, name: "Ada", color: "#c2410c" },
  entry: "main.js",
  at: 1,
  startedHere: null,
  phase,
  open: null,
  ...change,
});
const running: RunPhase = { kind: "running", prompt: null };

test("a run says whose it is and how far, to its own person and to others", () => {
  const queued: RunPhase = { kind: "queued", position: 3 };
  expect(whoRan(run(queued), "ada")).toBe("You are waiting to run main.js");
  expect(whoRan(run(running), "bo")).toBe("Ada is running main.js");
  expect(whoRan(run(running, { seed: 4 }), "ada")).toBe("You are running main.js with random numbers 4");
  expect(whoRan(run(running, { entry: "a.py" }), "bo")).toBe("Ada is running a.py in their browser");
  expect([aheadWords(3, true), aheadWords(1, false), aheadWords(0, true)]).toEqual([
    "3 are before you",
    "1 is before it",
    "you are next",
  ]);
});

test("what is read out holds the question, the error and the sentence about it", () => {
  expect(spoken({ kind: "queued", run: run({ kind: "queued", position: 1 }) }, "ada")).toBe(
    "You are waiting to run main.js: 1 is before you.",
  );
  expect(spoken({ kind: "prompt", run: run(running), text: "Your name?" }, "bo")).toBe("The program asks: Your name?");
  const error = { name: "TypeError", message: "no", frames: [] };
  const phase: RunPhase = { kind: "ended", reason: "error", error, explanation: "Look.", cpuMs: 1, wallMs: 38 };
  expect(spoken({ kind: "ended", run: run(phase) }, "bo")).toBe(
    "main.js ended: failed after 38 ms. TypeError: no. Look.",
  );
});
