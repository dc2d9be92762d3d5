/** A thread inside native code of the host's, which nothing can end: its run is answered, and its child is replaced. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSandbox, type Sandbox, type SandboxRun } from "#sandbox/client";
import { runIn } from "./programs.ts";

const childScript = fileURLToPath(new URL("./stuck-child.mjs", import.meta.url));
const exits: string[] = [];
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ childScript, onChildExit: (description) => exits.push(description) });
});
afterAll(() => sandbox.dispose());

test("the run ends in time, what else is under way comes to its end, and then the child is replaced", {
  timeout: 60_000,
}, async () => {
  const asking = Promise.withResolvers<SandboxRun>();
  const other = runIn(sandbox, "console.log(prompt('?'))", { onPrompt: (run) => asking.resolve(run) });
  const question = await asking.promise;
  const { pid } = sandbox.stats();
  const ran = await runIn(sandbox, "console.log((5).toLocaleString('de'))", { limits: { time: 50 } });
  expect(ran).toMatchObject({ reason: "time", out: "" });
  expect((await runIn(sandbox, "console.log('meanwhile')")).out).toBe("meanwhile\n");
  question.input("still here");
  expect(await other).toMatchObject({ reason: "ok", out: "still here\n" });
  expect(sandbox.stats().pid).toBe(pid);
  await expect.poll(() => exits, { timeout: 40_000 }).toEqual(["killed by SIGKILL"]);
  expect((await runIn(sandbox, "console.log('anew')")).out).toBe("anew\n");
});
