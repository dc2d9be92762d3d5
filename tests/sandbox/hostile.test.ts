/**
 * Programs that attack: each ends with a reason it may end with, the child and everyone else's runs go on, and
 * nothing of the host is seen. A program is a file whose first line names its family and its expected reasons.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RUN_REASONS } from "#protocol/runs";
import { sandboxForTests } from "./programs.ts";

const { run, sandbox } = sandboxForTests();
const folder = new URL("./hostile/", import.meta.url);
/** Milliseconds, for those that are to run into it; the others have the house's limit. */
const TIME = 600;

const programs = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  const [, family = "", expected = ""] = /^\/\/ family: (\w+); expect: ([a-z|]+)\n/.exec(text) ?? [];
  return { name, text, family, expected: expected.split("|") };
});

test("each names its family and reasons that exist", () => {
  expect(programs.length).toBeGreaterThanOrEqual(60);
  for (const { name, family, expected } of programs) {
    expect(family, name).not.toBe("");
    expect(RUN_REASONS, name).toEqual(expect.arrayContaining(expected));
  }
});

/** What must never be seen: paths, packages and names of the host. */
const HOST = /node_modules|\/usr\/|\/etc\/[a-z]+:|file:\/\/\/|QuickJS|emscripten|pairlab:|root:x:/;

for (const [family, members] of Object.entries(Object.groupBy(programs, (program) => program.family)))
  describe(family, () => {
    for (const { name, text, expected } of members ?? [])
      test.concurrent(name, async () => {
        // Someone else's program, at the same time.
        const [attack, honest] = await Promise.all([
          run(text, { room: "attacker", limits: expected.includes("time") ? { time: TIME } : {} }),
          run("console.log([1, 2].map((n) => n * 2));", { room: "honest" }),
        ]);
        expect(honest).toMatchObject({ reason: "ok", out: "[ 2, 4 ]\n" });
        expect(expected, JSON.stringify({ ...attack, chunks: [], out: "", err: "" })).toContain(attack.reason);
        const said = `${attack.out}${attack.err}${JSON.stringify(attack.error ?? "")}${attack.explanation ?? ""}`;
        // Its own import may be quoted back to it.
        const [, own] = /import\("(.+?)"\)/.exec(text) ?? [];
        expect(own ? said.replaceAll(own, "") : said).not.toMatch(HOST);
        expect(said).not.toContain(process.cwd());
        for (const { path } of attack.error?.frames ?? []) expect(path).toBe("main.js");
        expect(attack.error?.message.length ?? 0).toBeLessThanOrEqual(4_096);
      });
  });

test("the child survived them all", () => {
  expect(sandbox().stats()).toMatchObject({ restarts: 0, queued: 0, active: 0, waiting: 0 });
  expect(sandbox().stats().runs.crashed).toBe(0);
});
