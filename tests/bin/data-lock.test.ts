import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { holdDataFolder } from "../../bin/data-lock.ts";

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pairlab-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it("is had by one at a time, in a folder that is made if it is not there", () => {
  const folder = join(makeFolder(), "not", "there");
  const first = holdDataFolder(folder);
  expect(first).not.toBeNull();
  expect(holdDataFolder(folder)).toBeNull();
  first?.close();
  const second = holdDataFolder(folder);
  expect(second).not.toBeNull();
  second?.close();
});

it("is let go of when the process that has it is killed", async () => {
  const folder = makeFolder();
  const hold = `const { holdDataFolder } = await import(${JSON.stringify(new URL("../../bin/data-lock.ts", import.meta.url).href)});
    globalThis.held = holdDataFolder(${JSON.stringify(folder)});
    console.log(held !== null);
    setInterval(() => {}, 60_000);`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", hold], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(holder.stdout, "data");
  expect(String(said)).toBe("true\n");
  expect(holdDataFolder(folder)).toBeNull();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const next = holdDataFolder(folder);
  expect(next).not.toBeNull();
  next?.close();
});

it("says that the folder cannot be used", () => {
  const file = join(makeFolder(), "a-file");
  writeFileSync(file, "");
  expect(() => holdDataFolder(join(file, "below"))).toThrow();
});
