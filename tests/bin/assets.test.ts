import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { copyAssets } from "#bin/assets";

const SOURCE = "node_modules/@tldraw/assets";

it("copies tldraw's assets once, and again only for another version", async () => {
  const folder = await mkdtemp(join(tmpdir(), "assets-"));
  const target = join(folder, "tldraw");
  try {
    expect(await copyAssets(SOURCE, target)).toBe(true);
    expect(await readdir(join(target, "fonts"))).toContain("IBMPlexSans-Medium.woff2");
    expect(await copyAssets(SOURCE, target)).toBe(false);
    await writeFile(join(target, "version"), "older");
    expect(await copyAssets(SOURCE, target)).toBe(true);
    expect(await readdir(folder)).toEqual(["tldraw"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
