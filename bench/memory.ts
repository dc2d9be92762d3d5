/** Resident memory of the server and of its sandbox child, idle, with one room open. Linux only: it reads /proc. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { App } from "./app.ts";
import { mb, type Row } from "./figures.ts";

/** Bytes. */
function resident(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(match?.[1] ?? 0) * 1024;
}

function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => {
      try {
        return new RegExp(`^PPid:\\s+${pid}$`, "m").test(readFileSync(`/proc/${candidate}/status`, "utf8"));
      } catch {
        return false;
      }
    });
}

/** Call it while a page has a room open. */
export async function memory(app: App): Promise<Row[]> {
  await wait(5_000);
  const server = resident(app.pid());
  const children = childrenOf(app.pid()).map(resident);
  const sum = [server, ...children].reduce((a, b) => a + b, 0);
  const limit = 350 * 1024 * 1024;
  return [
    {
      what: "memory, idle, one room open",
      figures: `${mb(sum)}: server ${mb(server)}, sandbox ${children.map(mb).join(" + ")}`,
      reach: "≤ 350 MB",
      reached: sum <= limit,
    },
  ];
}
