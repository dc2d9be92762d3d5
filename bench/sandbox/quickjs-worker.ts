/** The peer quickjs-emscripten, used plainly: one runtime with a deadline, a context a run. */
import { parentPort } from "node:worker_threads";
import { getQuickJS, shouldInterruptAfterDeadline } from "quickjs-emscripten";

const runtime = (await getQuickJS()).newRuntime();
parentPort?.on("message", ({ text, limit }: { text: string; limit: number }) => {
  runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + limit));
  const context = runtime.newContext();
  const log = context.newFunction("log", () => {
    parentPort?.postMessage("first");
  });
  const console = context.newObject();
  context.setProp(console, "log", log);
  context.setProp(context.global, "console", console);
  const result = context.evalCode(text);
  result.dispose();
  log.dispose();
  console.dispose();
  context.dispose();
  parentPort?.postMessage("end");
});
