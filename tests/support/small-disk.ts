/** A disk that is really full: a file system of a few megabytes in memory, mounted for one test. Needs root on Linux. */
import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./database.ts";

export interface SmallDisk {
  path: string;
  /** Takes every byte that is left. */
  fill(): void;
  /** Gives them back. */
  free(): void;
  dispose(): void;
}

/** Throws, and so fails the test, where this user may not mount: without it the test would say nothing. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = makeFolder();
  run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=700`, "tmpfs", folder.path]);
  const ballast = join(folder.path, "ballast");
  return {
    path: folder.path,
    fill() {
      const file = openSync(ballast, "w");
      const page = Buffer.alloc(statfsSync(folder.path).bsize);
      try {
        for (;;) writeSync(file, page);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      } finally {
        closeSync(file);
      }
    },
    free() {
      const file = openSync(ballast, "r+");
      ftruncateSync(file, 0);
      closeSync(file);
      rmSync(ballast);
    },
    dispose() {
      run("umount", ["-l", folder.path]);
      folder.dispose();
    },
  };
}

function run(program: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`The test needs a small disk of its own: run it as root on Linux. ${stderr ?? error?.message}`);
}
