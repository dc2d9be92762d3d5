// The child starts here, in plain JavaScript. Node's compiler of TypeScript takes 18 MB and 150 ms, so the client has
// had it run once; the first line on the channel is what it made, for this thread and all others.
import { registerHooks } from "node:module";

const sources = await new Promise((resolve) => {
  const pieces = [];
  const read = (bytes) => {
    const end = bytes.indexOf(10);
    pieces.push(end < 0 ? bytes : bytes.subarray(0, end));
    if (end < 0) return;
    process.stdin.off("data", read).pause();
    process.stdin.unshift(bytes.subarray(end + 1));
    resolve(JSON.parse(Buffer.concat(pieces).toString("utf8")).sources);
  };
  process.stdin.on("data", read);
});
registerHooks({
  load(url, context, next) {
    const source = sources[url];
    return source === undefined ? next(url, context) : { format: "module", source, shortCircuit: true };
  },
});
const { startChild } = await import("./child.ts");
await startChild(sources);
