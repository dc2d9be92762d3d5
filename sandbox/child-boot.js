// The child starts here, in plain JavaScript. Node's compiler of TypeScript takes 18 MB and keeps them, so it runs in a
// thread that ends; what it made serves this thread and all others.
import { registerHooks } from "node:module";
import { Worker } from "node:worker_threads";

const sources = await new Promise((resolve, reject) => {
  const compiler = new Worker(new URL("./compile-sources.js", import.meta.url), { env: {} });
  compiler.once("message", (compiled) => compiler.terminate().then(() => resolve(compiled), reject));
  compiler.once("error", reject);
});
registerHooks({
  load(url, context, next) {
    const source = sources[url];
    return source === undefined ? next(url, context) : { format: "module", source, shortCircuit: true };
  },
});
const { startChild } = await import("./child.ts");
await startChild(sources);
