import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keptSecret } from "../../bin/secret.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pairlab-secret-"));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

it("is made once and kept, for its owner's eyes only", () => {
  const secret = keptSecret(folder);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(keptSecret(folder)).toBe(secret);
  expect(statSync(join(folder, "secret")).mode & 0o077).toBe(0);
});

it("differs between two folders", () => {
  const other = mkdtempSync(join(tmpdir(), "pairlab-secret-"));
  expect(keptSecret(other)).not.toBe(keptSecret(folder));
  rmSync(other, { recursive: true });
});

it("never replaces what is there, broken or not", () => {
  writeFileSync(join(folder, "secret"), "short");
  expect(() => keptSecret(folder)).toThrow(/no usable secret/);
  expect(readFileSync(join(folder, "secret"), "utf8")).toBe("short");
});
