/** The kernel's limit on the child, where a control group can be made; where it cannot, the sandbox runs all the same. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { createControlGroup } from "#sandbox/cgroup";
import { createSandbox } from "#sandbox/client";
import { runIn } from "./programs.ts";

const MB = 1024 * 1024;
const HUNGRY =
  "const all = []; for (let n = 0; n < 600; n++) all.push(Buffer.alloc(1048576, 1)); console.log(all.length);";

test("what takes more than its group may is killed, and nothing else", async () => {
  const group = createControlGroup(`pairlab-test-${process.pid}`, 200 * MB);
  const child = spawn(process.execPath, ["-e", `process.stdin.once("data", () => { ${HUNGRY} process.exit(); });`]);
  group?.add(child.pid ?? 0);
  child.stdin.end("go");
  const [code, signal] = await once(child, "exit");
  expect([code, signal]).toEqual(group ? [null, "SIGKILL"] : [0, null]);
  group?.remove();
  if (group) expect(existsSync(group.path)).toBe(false);
});

test("the sandbox's child is in its group, the next one too, and the group goes with the sandbox", async () => {
  const possible = createControlGroup(`pairlab-probe-${process.pid}`);
  possible?.remove();
  const sandbox = await createSandbox();
  const groups = () => readFileSync(`/proc/${sandbox.stats().pid}/cgroup`, "utf8");
  expect(groups().includes("pairlab-sandbox-")).toBe(possible !== null);
  process.kill(sandbox.stats().pid ?? 0, "SIGKILL");
  expect((await runIn(sandbox, "console.log(1)")).out).toBe("1\n");
  const [name] = /pairlab-sandbox-[\d-]+/.exec(groups()) ?? [];
  expect(name !== undefined).toBe(possible !== null);
  await sandbox.dispose();
  if (possible && name)
    await expect.poll(() => existsSync(possible.path.replace(basename(possible.path), name))).toBe(false);
});
