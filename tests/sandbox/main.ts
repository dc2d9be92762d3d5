/**
 * `npm run hostile -- [--rounds N] [--from SEED]`: the corpus of hostile programs and N random ones (10,000 unless told
 * otherwise), each random one from a seed of its own. Prints what did not hold, by program and by seed.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "../../bin/generate.ts";
import { guardSignals, ROOT, run } from "../../bin/launch.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "10000" }, from: { type: "string", default: "1" } },
});
const numbers = [Number(values.rounds), Number(values.from)];
if (!numbers.every((number) => Number.isInteger(number) && number >= 1)) {
  process.stderr.write("Usage: npm run hostile -- [--rounds N] [--from SEED]\n");
  process.exit(1);
}
guardSignals();
await generate();
const { code } = await run(
  process.execPath,
  [
    join(ROOT, "node_modules", ".bin", "vitest"),
    "run",
    "--project=sandbox",
    "--reporter=dot",
    "--no-file-parallelism",
    "tests/sandbox/hostile.test.ts",
    "tests/sandbox/random.test.ts",
  ],
  { env: { ...process.env, HOSTILE_ROUNDS: values.rounds, HOSTILE_FROM: values.from } },
);
process.exit(code);
