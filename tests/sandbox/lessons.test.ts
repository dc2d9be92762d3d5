/** Programs as lessons have them, by what they are about: the same in Node and in the sandbox, byte for byte. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inNode, withoutFrames } from "./in-node.ts";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();
const folder = new URL("./lessons/", import.meta.url);

for (const name of readdirSync(folder))
  test(name, async () => {
    const [, about, ending] = /^(\w+)\.(\w+)\.txt$/.exec(name) ?? [];
    const files = { [`main.${ending}`]: readFileSync(new URL(name, folder), "utf8") };
    const ours = await run(files);
    expect(ours.error).toBeUndefined();
    const node = inNode(files);
    expect(withoutFrames(ours.out), about).toBe(withoutFrames(node.out));
    // Node warns there of what it has not finished itself.
    if (ending === "js") expect(ours.err).toBe(node.err);
    expect(ours.out).not.toBe("");
  });

test("process.nextTick comes before promises, and they before timers", async () => {
  const program = `
Promise.resolve().then(() => { console.log("promise"); process.nextTick(() => console.log("tick after it")); }).then(() => console.log("second promise"));
process.nextTick((word) => { console.log(word); process.nextTick(() => console.log("tick in tick")); }, "tick");
setTimeout(() => { process.nextTick(() => console.log("tick of the timer")); Promise.resolve().then(() => console.log("promise of the timer")); }, 1);
setTimeout(() => console.log("next timer"), 5);
console.log("first");`;
  const { out } = await run(program);
  expect(out).toBe(inNode({ "main.js": program }).out);
});
