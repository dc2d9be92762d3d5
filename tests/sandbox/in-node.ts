/** Programs in Node itself, to compare with. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Node names its own files in stacks, and folds frames that a cause has too. */
export const withoutFrames = (text: string): string =>
  text
    .replace(/\n +at [^\n]*?( \{|\]|,)?(?=\n|$)/g, "$1")
    .replace(/\n +\.\.\. \d+ lines matching[^\n]*trace \.\.\./g, "");

/** Runs the first file in a folder that has them all; `input` is what is typed. */
export function inNode(files: Record<string, string>, input = ""): { out: string; err: string } {
  const folder = mkdtempSync(join(tmpdir(), "in-node-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { stdout, stderr } = spawnSync(process.execPath, [Object.keys(files)[0] ?? ""], {
      cwd: folder,
      encoding: "utf8",
      input,
      env: { NO_COLOR: "1", TZ: "UTC" } as never,
    });
    return { out: stdout, err: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
