/** Long programs and short ones, attackers and a class: who waits for whom. */
import { expect, test } from "vitest";
import { sandboxForTests } from "./programs.ts";

const { run, sandbox } = sandboxForTests();
const LOOP = "for (;;);";
const quick = (n: number) => run(`console.log(${n})`);

/** Starts the programs, and ends them when `meanwhile` is done; none of them may have come to its own end by then. */
async function beside<T>(programs: string[], meanwhile: () => Promise<T>): Promise<T> {
  const stops: (() => void)[] = [];
  const begun = programs.map(() => Promise.withResolvers<void>());
  const loops = programs.map((text, index) =>
    run(text, {
      onStarted: (handle) => {
        stops.push(() => handle.stop());
        begun[index]?.resolve();
      },
    }),
  );
  await Promise.all(begun.map(({ promise }) => promise));
  const result = await meanwhile();
  for (const stop of stops) stop();
  const ended = await Promise.all(loops);
  expect(ended.map(({ reason }) => reason)).toEqual(programs.map(() => "cancelled"));
  return result;
}

for (const [what, text] of [
  ["say nothing", LOOP],
  ["have printed", "console.log('on'); for (;;);"],
  ["never look up", "new Array(2 ** 32 - 1).indexOf(1);"],
] as const)
  test(`short programs pass by loops that ${what}`, async () => {
    await beside([text, text, text, text], async () => {
      const ran = await Promise.all([1, 2, 3, 4, 5, 6].map(quick));
      expect(ran.map(({ out }) => out)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `${n}\n`));
    });
    expect(sandbox().stats()).toMatchObject({ queued: 0, active: 0, parked: 0, restarts: 0 });
  });

test("what stood still goes on where it was, and its time is its own", async () => {
  const program = `console.log("begin");
    let sum = 0;
    for (let i = 0; i < 3e6; i++) sum += i % 7;
    console.log(sum);`;
  const alone = await run(program);
  const long = [1, 2, 3, 4].map(() => run(program));
  const short: Promise<unknown>[] = [];
  for (let n = 0; n < 40; n++) {
    short.push(quick(n));
    await new Promise((done) => setTimeout(done, 10));
  }
  await Promise.all(short);
  for (const ran of await Promise.all(long)) {
    expect([ran.reason, ran.out]).toEqual(["ok", alone.out]);
    expect(ran.cpuMs).toBeLessThan(ran.wallMs + 50);
  }
});

test("what begins again is seen once, from its beginning", async () => {
  const silent = "let sum = 0; for (let i = 0; i < 2e6; i++) sum += i % 7; console.log('once', sum);";
  let starts = 0;
  const long = [1, 2, 3].map(() => run(silent, { onStarted: () => starts++ }));
  await Promise.all(Array.from({ length: 20 }, (_, n) => quick(n)));
  const outs = (await Promise.all(long)).map(({ out, reason }) => `${reason} ${out}`);
  expect(new Set(outs).size).toBe(1);
  expect(outs[0]).toMatch(/^ok once \d+\n$/);
  expect(starts).toBe(3);
});

test("one run a person, in whatever room", async () => {
  const order: string[] = [];
  const start = (room: string, text: string) =>
    run(text, { room, person: "ada", onStarted: () => order.push(`${room} starts`) }).then(() =>
      order.push(`${room} ends`),
    );
  await Promise.all([
    start("a", "await new Promise((done) => setTimeout(done, 80));"),
    start("b", "1"),
    start("c", "2"),
  ]);
  expect(order).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"]);
});

test("thirty programs at a prompt do not delay the thirty-first", async () => {
  const answers: (() => void)[] = [];
  const all = Promise.withResolvers<void>();
  const waiting = Array.from({ length: 30 }, (_, n) =>
    run("console.log(prompt('?'))", {
      onPrompt: (handle) => {
        answers.push(() => handle.input(`${n}`));
        if (answers.length === 30) all.resolve();
      },
    }),
  );
  await all.promise;
  expect(sandbox().stats()).toMatchObject({ waiting: 30, active: 0 });
  expect((await quick(31)).out).toBe("31\n");
  expect(sandbox().stats()).toMatchObject({ waiting: 30, active: 0 });
  for (const answer of answers) answer();
  expect(new Set((await Promise.all(waiting)).map(({ out }) => out)).size).toBe(30);
});
