/** A server that is about to be killed: programs of all kinds are under way in its sandbox. Says its child's pid. */
import { createSandbox } from "#sandbox/client";
import { runIn } from "./programs.ts";

const sandbox = await createSandbox();
await runIn(sandbox, "let kept = 1;", { keep: true });
const asked = Promise.withResolvers<void>();
void runIn(sandbox, "prompt('?')", { onPrompt: () => asked.resolve() });
await asked.promise;
const started = ["for (;;);", "new Array(2 ** 32 - 1).indexOf(1);"].map(
  (program) => new Promise<void>((done) => void runIn(sandbox, program, { onStarted: () => done() })),
);
await Promise.all(started);
console.log(sandbox.stats().pid);
