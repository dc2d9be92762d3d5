/**
 * Programs that attack: each ends in time with a reason it may end with, the child and everyone else's runs go on,
 * and nothing of the host is seen. A program is a file whose first line names its family and its expected reasons; a
 * line `//// name` begins another file of it.
 */
import { describe, expect, test } from "vitest";
import { RUN_LIMITS, RUN_REASONS } from "#protocol/runs";
import { CLOCK_FACTOR } from "#sandbox/limits";
import { hostilePrograms } from "./hostile.ts";
import { sandboxForTests } from "./programs.ts";

const { run, sandbox } = sandboxForTests();
/** Milliseconds, for those that are to run into it; the others have the house's limit. */
const TIME = 100;
/** Milliseconds of its own time by which a program may pass its limit before it is ended. */
const OVER = 600;
/** Milliseconds by which programs have passed their limits at most, by their own time and by the clock, and which. */
const worst = { own: [Number.NEGATIVE_INFINITY, ""], clock: [Number.NEGATIVE_INFINITY, ""] } satisfies Record<
  string,
  [number, string]
>;
function note(kind: keyof typeof worst, over: number, name: string): void {
  if (over > worst[kind][0]) worst[kind] = [over, name];
}
/** Questions that are answered; then nobody cares for the program any more. */
const ANSWERS = 20;
/** Bytes that the child may have more of after all of them than after a few. */
const KEPT = 150 * 1024 * 1024;

const programs = hostilePrograms();

test("each names its family and reasons that exist, and is a program of its own", () => {
  expect(programs.length).toBeGreaterThanOrEqual(300);
  for (const { name, family, expected } of programs) {
    expect(family, name).not.toBe("");
    expect(RUN_REASONS, name).toEqual(expect.arrayContaining(expected));
  }
  const texts = programs.map(({ files }) => JSON.stringify(Object.values(files)).replace(/\\n|\s|\d/g, ""));
  expect(new Set(texts).size).toBe(programs.length);
});

/** What must never be seen, unless the program said it itself: paths, packages and names of the host. */
const HOST = /node_modules|\/usr\/|\/etc\/[a-z]+:|file:\/\/\/|QuickJS|emscripten|pairlab:|root:x:/g;

for (const [family, members] of Object.entries(Object.groupBy(programs, (program) => program.family)))
  describe(family, () => {
    for (const { name, files, expected } of members ?? [])
      test(name, async () => {
        const time = expected.includes("time") ? TIME : RUN_LIMITS.time;
        let asked = 0;
        // Someone else's program, at the same time.
        const [attack, honest] = await Promise.all([
          run(files, {
            room: "attacker",
            limits: { time },
            onPrompt: (handle) => (++asked > ANSWERS ? handle.stop() : handle.input("an answer")),
          }),
          run("console.log([1, 2].map((n) => n * 2));", { room: "honest" }),
        ]);
        expect(honest).toMatchObject({ reason: "ok", out: "[ 2, 4 ]\n" });
        expect(expected, JSON.stringify({ ...attack, chunks: [], out: "", err: "" })).toContain(attack.reason);
        note("own", attack.cpuMs - time, name);
        note("clock", attack.wallMs - time, name);
        expect(attack.cpuMs).toBeLessThanOrEqual(time + OVER);
        // The machine may be busy with other things: then its own time is a part of what the clock shows. Never more
        // than two programs are here at once, so neither has to stand still for another one.
        expect(attack.wallMs).toBeLessThanOrEqual(CLOCK_FACTOR * (time + OVER));
        const said = `${attack.out}${attack.err}${JSON.stringify(attack.error ?? "")}${attack.explanation ?? ""}`;
        const own = Object.values(files).join();
        for (const [seen] of said.matchAll(HOST)) expect(own).toContain(seen);
        expect(said).not.toContain(process.cwd());
        for (const { path } of attack.error?.frames ?? []) expect(Object.keys(files)).toContain(path);
        expect(attack.error?.message.length ?? 0).toBeLessThanOrEqual(4_096);
      });
  });

test("the child survived them all, and kept nothing of them", async () => {
  expect(sandbox().stats()).toMatchObject({ restarts: 0, queued: 0, active: 0, waiting: 0, parked: 0, kept: 0 });
  // Those that make the engine give up are ended with their threads; no other one does.
  const aborting = programs.filter(({ expected }) => expected.includes("crashed"));
  expect(sandbox().stats().runs.crashed).toBe(aborting.length);
  console.log(
    `hostile corpus: ${programs.length} programs, 0 crashes, 0 freezes; engine aborts: ${aborting.length}, contained. Latest ends after the limit: ${worst.own.join(" ms of its own time (")}), ${worst.clock.join(" ms by the clock (")})`,
  );
  const before = sandbox().stats().rss ?? 0;
  const hungry = programs.filter(({ family }) => family === "memory").filter((_, index) => index % 3 === 0);
  for (const { files } of hungry)
    await run(files, { limits: { time: TIME }, onPrompt: (handle) => handle.input("an answer") });
  await expect.poll(() => sandbox().stats().rss ?? 0, { timeout: 5_000 }).toBeLessThan(before + KEPT);
});
