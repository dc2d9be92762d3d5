/**
 * Format, lint, types, then every suite against its time budget. `--only format,lint,types` or `--only sync` runs
 * some; words after `--` go to vitest. The last line is `N passed, N failed`.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { generate } from "./generate.ts";
import { guardSignals, ROOT, run } from "./launch.mjs";
import { prepare } from "./steps.ts";

interface Suite {
  name: string;
  /** Seconds it may take on two cores. Going over is said; it fails nothing, for a machine may be busy. */
  budget: number;
  run(): Promise<Count>;
}
interface Count {
  passed: number;
  failed: number;
  /** What failed and why, to be read where the counts are: the whole output of a long run may not be at hand. */
  failures?: string[];
}

/** Lines that are kept of why a test failed. */
const REASON_LINES = 6;

const bin = (name: string) => join(ROOT, "node_modules", ".bin", name);
const args = process.argv.slice(2);
const dashes = args.indexOf("--");
const forVitest = dashes >= 0 ? args.slice(dashes + 1) : [];
const onlyAt = args.indexOf("--only");
const only = onlyAt >= 0 ? new Set((args[onlyAt + 1] ?? "").split(",")) : null;

function command(name: string, budget: number, file: string, fileArgs: string[]): Suite {
  return {
    name,
    budget,
    async run() {
      const { code } = await run(file, fileArgs);
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

/** `project`: of vitest.config.ts, by its name or a pattern of several. */
function vitest(name: string, budget: number, project = name): Suite {
  return {
    name,
    budget,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "pairlab-test-"));
      const report = join(folder, "report.json");
      const { code } = await run(process.execPath, [
        bin("vitest"),
        "run",
        `--project=${project}`,
        "--reporter=dot",
        "--reporter=json",
        `--outputFile.json=${report}`,
        ...forVitest,
      ]);
      try {
        return read(report, code);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    status: string;
    name: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

function describeFailure(file: string, name: string, reason: string): string {
  const lines = stripVTControlCharacters(reason).trim().split("\n").slice(0, REASON_LINES);
  return [`✗ ${relative(ROOT, file)} ${name}`.trimEnd(), ...lines.map((line) => `    ${line}`)].join("\n");
}

/** A file that broke outside its tests, or a run that left no report, counts as one failure. */
function read(report: string, code: number): Count {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    const broken = testResults.filter(
      (file) => file.status === "failed" && !file.assertionResults.some((one) => one.status === "failed"),
    );
    const failures = testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter((one) => one.status === "failed")
        .map((one) => describeFailure(name, one.fullName, one.failureMessages.join("\n"))),
    );
    failures.push(...broken.map(({ name, message }) => describeFailure(name, "", message ?? "")));
    const failed = numFailedTests + broken.length;
    return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, failures };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const suites: Suite[] = [
  command("format", 10, bin("biome"), ["format", "."]),
  command("lint", 10, bin("biome"), ["lint", ".", "--error-on-warnings"]),
  command("lock", 2, process.execPath, ["bin/lock.mjs", "--check"]),
  command("types", 30, bin("tsc"), ["-p", "."]),
  vitest("unit", 90),
  vitest("storage", 180),
  vitest("sync", 300),
  vitest("faults", 240),
  vitest("sandbox", 240),
  {
    name: "build",
    budget: 120,
    async run() {
      await prepare({ dev: false });
      return { passed: 1, failed: 0 };
    },
  },
  vitest("browser", 600, "browser-*"),
];

guardSignals();
await generate();
const total: Count = { passed: 0, failed: 0 };
const lines: string[] = [];
const failures: string[] = [];
for (const suite of suites) {
  if (only && !only.has(suite.name)) continue;
  process.stdout.write(`\n── ${suite.name}\n`);
  const started = Date.now();
  const count: Count = await suite.run().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    return { passed: 0, failed: 1 };
  });
  const seconds = (Date.now() - started) / 1000;
  total.passed += count.passed;
  total.failed += count.failed;
  failures.push(...(count.failures ?? []));
  const over = seconds > suite.budget ? "  OVER BUDGET" : "";
  lines.push(
    `  ${suite.name.padEnd(8)} ${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(3)} failed  ${seconds.toFixed(0).padStart(4)} s of ${suite.budget} s${over}`,
  );
}
if (failures.length > 0) process.stdout.write(`\n${failures.join("\n")}\n`);
process.stdout.write(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
