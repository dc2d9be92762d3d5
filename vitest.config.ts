import { defineConfig } from "vitest/config";

/** Milliseconds. Integration tests start real servers; a test that hangs is ended by these. */
const PATIENCE = { unit: 60_000, integration: 60_000, browser: 180_000 };
/** Milliseconds for what is asked again and again until it holds: vitest's own second is short on a busy machine. */
const POLLING = 15_000;

const E2E = ["tests/e2e/**/*.e2e.ts"];
/** Those of them that have a bound in seconds, or watch calls and programs that have one: alone on the machine. */
const ALONE = [
  "browser-runs",
  "browser-runs-looks",
  "call",
  "class",
  "full-disk",
  "preview-console",
  "python-input",
].map((name) => `tests/e2e/${name}.e2e.ts`);

const project = (name: string, include: string[], patience: number, more: object = {}) => ({
  extends: true as const,
  test: { name, include, environment: "node", testTimeout: patience, hookTimeout: patience, ...more },
});

export default defineConfig({
  // Vite takes only the first of the endings that package.json offers for "#web/*": let it look for both.
  resolve: { alias: [{ find: /^#web\/(.*)$/, replacement: `${import.meta.dirname}/web/$1` }] },
  test: {
    pool: "forks",
    maxWorkers: 2,
    expect: { poll: { timeout: POLLING } },
    projects: [
      project("unit", ["tests/{protocol,bin,web}/**/*.test.{ts,tsx}"], PATIENCE.unit),
      project("storage", ["tests/{prisma,collab-server/storage}/**/*.test.ts"], PATIENCE.integration),
      project("sync", ["tests/collab-server/*.test.ts", "tests/fuzz/**/*.test.ts"], PATIENCE.integration),
      // One at a time: they kill servers and fill disks, and some have a bound in seconds.
      project("faults", ["tests/faults/**/*.test.ts"], PATIENCE.browser, { fileParallelism: false }),
      project("sandbox", ["tests/sandbox/**/*.test.ts"], PATIENCE.integration),
      // Each starts a whole server and a browser. By hand, one at a time:
      project("browser", E2E, PATIENCE.browser, { fileParallelism: false }),
      // In `npm test`, which takes both of these, first two at a time, then one by one.
      project("browser-two", E2E, PATIENCE.browser, { exclude: ALONE }),
      project("browser-alone", ALONE, PATIENCE.browser, { fileParallelism: false, sequence: { groupOrder: 1 } }),
    ],
  },
});
