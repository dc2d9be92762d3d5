/** What is left of a run: nothing that the next one sees, and no memory. */
import { expect, test } from "vitest";
import { RUNS_PER_THREAD } from "#sandbox/limits";
import { sandboxForTests } from "./programs.ts";

const { run, sandbox } = sandboxForTests();

test("nothing of a run is seen by the next", async () => {
  await run("globalThis.left = 1; Array.prototype.left = 2; Object.prototype.left = 3; console.log = () => {};");
  for (let time = 0; time < 4; time++)
    expect((await run("console.log(typeof left, [].left, {}.left);")).out).toBe("undefined undefined undefined\n");
});

test("threads are replaced and their runs answered, and memory does not grow", async () => {
  const program = "const a = []; for (let i = 0; i < 5000; i++) a.push({ i }); console.log(a.length);";
  const batch = async (count: number): Promise<void> => {
    const ran = await Promise.all(Array.from({ length: count }, (_, index) => run(program, { room: `r${index % 8}` })));
    expect(ran.filter(({ out }) => out !== "5000\n")).toEqual([]);
  };
  const memory = async (): Promise<number> => {
    const { rss } = sandbox().stats();
    // A figure of after the batch: the child sends one a second.
    while (sandbox().stats().rss === rss) await new Promise((done) => setTimeout(done, 50));
    return (sandbox().stats().rss ?? 0) / 1_048_576;
  };
  await batch(RUNS_PER_THREAD);
  const before = await memory();
  await batch(2 * RUNS_PER_THREAD + 20);
  const after = await memory();
  expect(after).toBeLessThan(before + 120);
  expect(sandbox().stats()).toMatchObject({ restarts: 0 });
});
