// The child as it is, but that its answers about languages come from native code that takes minutes and cannot be
// ended meanwhile. The real ones refuse what takes so long, as far as that is known.
import { registerHooks } from "node:module";
import { createInterface } from "node:readline";

const { sources } = await new Promise((resolve) => {
  const lines = createInterface({ input: process.stdin });
  lines.once("line", (line) => {
    resolve(JSON.parse(line));
    lines.close();
  });
});
const intl = Object.keys(sources).find((url) => url.endsWith("/sandbox/intl.ts"));
const MARKS = 400_000;
sources[intl] = `export function answerIntl() {
  new Intl.Collator("en").compare("a" + "\\u0316\\u0301".repeat(${MARKS}), "a" + "\\u0301\\u0316".repeat(${MARKS}));
  return '{"value":"it came back"}';
}`;
registerHooks({
  load(url, context, next) {
    const source = sources[url];
    return source === undefined ? next(url, context) : { format: "module", source, shortCircuit: true };
  },
});
const { startChild } = await import(new URL("./child.ts", intl).href);
await startChild(sources);
