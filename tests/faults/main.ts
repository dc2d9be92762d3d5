/**
 * `npm run faults -- [--rounds N] [--from SEED] [case …]`: the cases of tests/faults, and the convergence of tests/fuzz,
 * for long. Prints each case with its seed, and closes with `N held, N did not`. Cases are file names: kill, away …
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "../../bin/generate.ts";
import { guardSignals, ROOT, run } from "../../bin/launch.mjs";

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "100" }, from: { type: "string", default: "1" } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const from = Number(values.from);
const cases = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => file.slice(0, -".test.ts".length));
const unknown = positionals.find((name) => name !== "convergence" && !cases.includes(name));
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(from) || from < 0 || unknown !== undefined) {
  process.stderr.write(
    `Usage: npm run faults -- [--rounds N] [--from SEED] [${[...cases, "convergence"].join(" ")}]\n`,
  );
  process.exit(1);
}

/** Milliseconds that one case may take: an outage of a minute, and two minutes of cuts, are in some. */
const PATIENCE = 10 * 60_000;

guardSignals();
await generate();
const report = join(tmpdir(), `pairlab-faults-${process.pid}.json`);
const asked = positionals.length > 0 ? positionals : [...cases, "convergence"];
const files = asked.map((name) =>
  name === "convergence" ? "tests/fuzz/convergence.test.ts" : `tests/faults/${name}.test.ts`,
);
const { code } = await run(
  process.execPath,
  [
    join(ROOT, "node_modules", ".bin", "vitest"),
    "run",
    "--project=faults",
    "--project=sync",
    "--reporter=verbose",
    "--reporter=json",
    `--outputFile.json=${report}`,
    `--testTimeout=${PATIENCE}`,
    "--no-file-parallelism",
    ...files,
  ],
  {
    env: {
      ...process.env,
      FAULT_ROUNDS: `${rounds}`,
      FAULT_FROM: `${from}`,
      FUZZ_SEEDS: `${rounds * 10}`,
      FUZZ_FROM: `${from}`,
    },
  },
);
try {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const failed = testResults.flatMap((file) => file.assertionResults.filter(({ status }) => status === "failed"));
  for (const { fullName } of failed) process.stdout.write(`did not hold: ${fullName}\n`);
  process.stdout.write(`\n${rounds} rounds from seed ${from}: ${numPassedTests} held, ${numFailedTests} did not\n`);
} finally {
  rmSync(report, { force: true });
}
process.exit(code);
