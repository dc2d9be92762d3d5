/**
 * The kernel's own limit on the child's memory and tasks, where this process may make a control group beneath its own:
 * as root on one machine, or where the service manager has delegated one. Elsewhere the child's other limits stand.
 */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CHILD_TASKS, GROUP_MEMORY } from "./limits.ts";

export interface ControlGroup {
  path: string;
  /** Puts a process into it. Throws if it is gone already. */
  add(pid: number): void;
  /** Once nothing is in it. */
  remove(): void;
}

const ROOT = "/sys/fs/cgroup";
/** What is written where, of the two versions of the interface. The first must be there, or the group is of no use. */
const SETTINGS: Record<"v1" | "v2", [file: string, value: string][]> = {
  v1: [["memory.limit_in_bytes", `${GROUP_MEMORY}`]],
  v2: [
    ["memory.max", `${GROUP_MEMORY}`],
    ["memory.swap.max", "0"],
    ["pids.max", `${CHILD_TASKS}`],
  ],
};

/** Null where there is none to be had. `memory` in bytes, for tests. */
export function createControlGroup(name: string, memory = GROUP_MEMORY): ControlGroup | null {
  for (const [version, folder] of candidates()) {
    const path = join(folder, name);
    try {
      mkdirSync(path, { recursive: true });
      const [[needed, value] = ["", ""], ...others] = SETTINGS[version];
      if (!existsSync(join(path, needed))) throw new Error("its memory is not controlled");
      writeFileSync(join(path, needed), value === `${GROUP_MEMORY}` ? `${memory}` : value);
      for (const [file, more] of others) if (existsSync(join(path, file))) writeFileSync(join(path, file), more);
      return {
        path,
        add: (pid) => writeFileSync(join(path, "cgroup.procs"), `${pid}`),
        remove: () => removeFolder(path),
      };
    } catch {
      removeFolder(path);
    }
  }
  return null;
}

/** Beneath the group of this process; in version 2 also beside it, where that is not somebody else's. */
function* candidates(): Generator<["v1" | "v2", string]> {
  let own: string;
  try {
    own = readFileSync("/proc/self/cgroup", "utf8");
  } catch {
    return;
  }
  const [, v1] = /^\d+:(?:[\w,]+,)?memory(?:,[\w,]+)?:(\/.*)$/m.exec(own) ?? [];
  if (v1) yield ["v1", join(ROOT, "memory", v1)];
  const [, v2] = /^0::(\/.*)$/m.exec(own) ?? [];
  if (!v2) return;
  // A group with processes of its own can have none beneath it: a delegated service runs in a group of its group.
  if (process.getuid?.() !== 0 && v2 !== "/") yield ["v2", join(ROOT, dirname(v2))];
  yield ["v2", join(ROOT, v2)];
}

function removeFolder(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // It was never there, or the kernel has not let go of the last process yet: an empty group costs nothing.
  }
}
