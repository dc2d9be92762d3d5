/** Stop, prompts, streaming and the queue. */
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { MAX_CHANGES, WAITING_RUNS } from "#sandbox/limits";
import { sandboxForTests } from "./programs.ts";

const { run, sandbox } = sandboxForTests();

const endless: [name: string, program: string][] = [
  ["an interpreted loop", "console.log('on'); for (;;);"],
  ["a builtin that never polls", "console.log('on'); new Array(2 ** 32 - 1).indexOf(1);"],
  ["a wait for a timer", "console.log('on'); setTimeout(() => {}, 60000);"],
  ["promises", "console.log('on'); (function again() { Promise.resolve().then(again); })();"],
  ["a wait for input", "console.log('on'); prompt('?');"],
];
for (const [name, program] of endless)
  test(`Stop ends ${name}`, async () => {
    const ran = await run(program, { onOutput: (handle) => handle.stop() });
    expect(ran).toMatchObject({ reason: "cancelled", out: "on\n" });
    expect(await run("console.log(1)")).toMatchObject({ reason: "ok", out: "1\n" });
  });

test("Stop before the start, twice, and after the end", async () => {
  const ran = await run("console.log(1)", { onStarted: () => {} });
  expect(ran.reason).toBe("ok");
  const blockers = [1, 2].map(() => run("for (;;);", { room: "busy", limits: { time: 1_500 } }));
  const queued = await run("console.log('never')", {
    onQueued: (handle) => {
      handle.stop();
      handle.stop();
    },
  });
  expect(queued).toMatchObject({ reason: "cancelled", out: "", queued: [1] });
  await Promise.all(blockers);
});

test("prompt waits for an answer, and the wait is not the program's time", async () => {
  const ran = await run(
    "const name = prompt('Your name?'); console.log('Hello', name); console.log(readline('And?'));",
    {
      limits: { time: 500 },
      onPrompt: (handle, text) => setTimeout(() => handle.input(text === "Your name?" ? "Ada" : "ok\0😀"), 700),
    },
  );
  expect(ran).toMatchObject({ reason: "ok", out: "Hello Ada\nok😀\n" });
  expect(ran.cpuMs).toBeLessThan(500);
});

test("what was printed before a prompt is seen before it", async () => {
  const seen: string[] = [];
  await run("process.stdout.write('a'); prompt('b'); console.log('c');", {
    onOutput: (_, text) => seen.push(text),
    onPrompt: (handle, text) => {
      seen.push(`?${text}`);
      handle.input("x");
      handle.input("too many");
    },
  });
  expect(seen.join("")).toBe("a?bc\n");
});

test("an answer to nothing is ignored", async () => {
  const ran = await run("console.log(prompt('?'))", {
    onStarted: (handle) => handle.input("too early"),
    onPrompt: (handle) => handle.input("in time"),
  });
  expect(ran.out).toBe("in time\n");
});

test("a question that nobody answers, and timers without end, end in a sentence", async () => {
  const limits = { wait: 300 };
  const asked = await run("console.log('on'); prompt('?');", { limits });
  expect(asked).toMatchObject({ reason: "time", out: "on\n" });
  expect(asked.explanation).toBe(
    "The program waited 0.3 seconds for an answer and nobody gave one, so it was stopped.",
  );
  expect((await run("prompt('?');", { onPrompt: (handle) => handle.stop() })).reason).toBe("cancelled");
  const ticking = await run("setInterval(() => console.log('tick'), 100);", { limits });
  // What time the machine takes for other things is no wait.
  expect(ticking.reason).toBe("time");
  expect(ticking.out).toMatch(/^(tick\n){1,3}$/);
  expect(ticking.explanation).toMatch(/waiting for its timers for 0\.3 seconds/);
});

test("a program of short waits gives its slot up now and then, and comes to its end like one of long ones", async () => {
  const running = run("setInterval(() => {}, 5)", { limits: { wait: 1_500 } });
  let left = false;
  let over = false;
  const ran = running.finally(() => {
    over = true;
  });
  while (!over) {
    left ||= sandbox().stats().waiting > 0;
    await setImmediate();
  }
  expect(left).toBe(true);
  expect(await ran).toMatchObject({ reason: "time", explanation: expect.stringMatching(/timers.*clearInterval/) });
});

test("more than can wait are told so, and the others wait on", async () => {
  const answers: (() => void)[] = [];
  const full = Promise.withResolvers<void>();
  const waiting = Array.from({ length: WAITING_RUNS }, (_, n) =>
    run("console.log(prompt('?'))", {
      room: `full${n}`,
      onPrompt: (handle) => {
        answers.push(() => handle.input("x"));
        if (answers.length === WAITING_RUNS) full.resolve();
      },
    }),
  );
  await full.promise;
  const refused = await run("console.log('on'); prompt('?');");
  expect(refused).toMatchObject({ reason: "time", out: "on\n" });
  expect(refused.explanation).toMatch(/Too many programs are waiting/);
  for (const answer of answers) answer();
  expect((await Promise.all(waiting)).map(({ out }) => out)).toEqual(Array(WAITING_RUNS).fill("x\n"));
});

test("a room that takes all the places to wait gives up the oldest of its own, and other rooms can wait", async () => {
  const prompted: string[] = [];
  const answers: (() => void)[] = [];
  const full = Promise.withResolvers<void>();
  const crowd = Array.from({ length: WAITING_RUNS }, async (_, n) => {
    const ran = await run("console.log(prompt('?'))", {
      room: "crowd",
      onPrompt: (handle) => {
        prompted.push(`${n}`);
        answers.push(() => handle.input("x"));
        if (prompted.length === WAITING_RUNS) full.resolve();
      },
    });
    return { name: `${n}`, ran };
  });
  await full.promise;
  const ended = await Promise.race(crowd);
  expect(ended).toMatchObject({ name: prompted[0], ran: { reason: "time", out: "" } });
  expect(ended.ran.explanation).toMatch(/Too many programs are waiting.*in this room/);
  const other = await run("console.log(prompt('?'))", { room: "other", onPrompt: (handle) => handle.input("y") });
  expect(other).toMatchObject({ reason: "ok", out: "y\n" });
  for (const answer of answers) answer();
  const all = await Promise.all(crowd);
  // The other room's wait took the last place once more.
  expect(all.filter(({ ran }) => ran.out === "x\n").length).toBe(WAITING_RUNS - 2);
});

test("two streams in turn keep their order, and a flood of turns is no flood of messages", async () => {
  const some = await run("for (let n = 0; n < 300; n++) (n % 2 ? console.error : console.log)(n);");
  expect(some.chunks.map(({ text }) => text.trim()).join()).toBe(Array.from({ length: 300 }, (_, n) => n).join());
  const flood = await run("for (let n = 0; n < 50_000; n++) (n % 2 ? console.error : console.log)(n % 10);");
  expect(flood.out).toBe("0\n2\n4\n6\n8\n".repeat(5_000));
  expect(flood.err).toBe("1\n3\n5\n7\n9\n".repeat(5_000));
  expect(flood.chunks.length).toBeLessThan(2 * MAX_CHANGES);
});

test("runs that wait leave their slots to others", async () => {
  const waiting = Array.from({ length: 6 }, (_, index) => {
    const { promise, resolve } = Promise.withResolvers<() => void>();
    const done = run(`console.log(prompt('?'))`, {
      room: `w${index}`,
      onPrompt: (handle) => resolve(() => handle.input(`answer ${index}`)),
    });
    return { answer: promise, done };
  });
  const answers = await Promise.all(waiting.map(({ answer }) => answer));
  expect(sandbox().stats()).toMatchObject({ waiting: 6, active: 0 });
  expect((await run("console.log('between')")).out).toBe("between\n");
  for (const answer of answers) answer();
  const outs = await Promise.all(waiting.map(async ({ done }) => (await done).out));
  expect(outs).toEqual(Array.from({ length: 6 }, (_, index) => `answer ${index}\n`));
});

test("output streams while the program runs, in order, and in few pieces", async () => {
  let first = 0;
  const ran = await run(
    "for (let i = 0; i < 3; i++) { console.log('o' + i); console.error('e' + i); }\nawait new Promise((d) => setTimeout(d, 60)); console.log('end');",
    {
      onOutput: () => {
        first++;
      },
    },
  );
  expect(ran.chunks.map(({ stream, text }) => `${stream}:${text}`).join("")).toBe(
    "out:o0\nerr:e0\nout:o1\nerr:e1\nout:o2\nerr:e2\nout:end\n",
  );
  expect(first).toBeGreaterThan(1);
  const many = await run("for (let i = 0; i < 5000; i++) console.log(i);");
  expect(many.out.length).toBe(23_890);
  expect(many.chunks.length).toBeLessThan(200);
});

test("rooms take turns: a room with many runs does not keep another waiting", async () => {
  const order: string[] = [];
  const spin = "const end = Date.now() + 60; while (Date.now() < end);";
  const start = (room: string) => run(spin, { room, onStarted: () => order.push(room) });
  const first = [start("a"), start("a")];
  const rest = ["a", "a", "a", "a", "b", "c"].map(start);
  const ran = await Promise.all([...first, ...rest]);
  expect(ran.every(({ reason }) => reason === "ok")).toBe(true);
  expect(order.indexOf("b")).toBeLessThan(5);
  expect(order.indexOf("c")).toBeLessThan(6);
  for (const { queued } of ran.slice(2)) {
    expect(queued.length).toBeGreaterThan(0);
    expect([...queued].sort((x, y) => y - x)).toEqual(queued);
  }
});

test("the figures add up", async () => {
  const before = sandbox().stats();
  await run("1");
  await run("throw 1");
  const after = sandbox().stats();
  expect(after.runs.ok - before.runs.ok).toBe(1);
  expect(after.runs.error - before.runs.error).toBe(1);
  expect(after).toMatchObject({ queued: 0, active: 0, waiting: 0, restarts: 0 });
});
