/** `npm run bench [part …]`: every figure that Pairlab claims, measured now, the peers in the same run. */
import { cpus, totalmem } from "node:os";
import { prepare } from "../bin/steps.ts";
import { type App, startApp } from "./app.ts";
import { board } from "./board-store.ts";
import { browsers } from "./browser.ts";
import { print, type Row } from "./figures.ts";
import { keystroke } from "./keystroke.ts";
import { acknowledging } from "./load/acknowledging.ts";
import { bytes } from "./load/bytes.ts";
import { connections } from "./load/connections.ts";
import { documents } from "./load/documents.ts";
import { fanout } from "./load/fanout.ts";
import { folding } from "./load/folding.ts";
import { pinLoad } from "./load/machine.ts";
import { manyRooms } from "./load/many-rooms.ts";
import { opening } from "./open.ts";
import { SANDBOX_PARTS } from "./sandbox/parts.ts";

/** Against a whole Pairlab, pages included. */
const WHOLE: Record<string, (app: App) => Promise<Row[]>> = { keystroke, opening, browsers, ...SANDBOX_PARTS };
/** Against the collaboration server alone, or a part of it. The load has a core of its own. */
const LOADS: Record<string, () => Promise<Row[]>> = {
  fanout,
  "many-rooms": manyRooms,
  acknowledging,
  connections,
  documents,
  folding,
  bytes,
  board,
};
const NAMES = [...Object.keys(WHOLE), ...Object.keys(LOADS)];

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !NAMES.includes(name));
if (unknown) {
  process.stderr.write(`There is no part "${unknown}". Parts: ${NAMES.join(", ")}.\n`);
  process.exit(1);
}
await prepare({ dev: false });
process.stdout.write(
  `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}\n\n`,
);
const rows: Row[] = [];
for (const name of asked.length > 0 ? asked : NAMES) {
  const part = await measure(name);
  print(part);
  rows.push(...part);
}
const missed = rows.filter((row) => row.reached === false);
process.stdout.write(`\n${rows.filter((row) => row.reached).length} reached, ${missed.length} not reached\n`);
process.exit(0);

async function measure(name: string): Promise<Row[]> {
  const load = LOADS[name];
  if (load) {
    const unpin = pinLoad();
    try {
      return await load();
    } finally {
      unpin();
    }
  }
  const app = await startApp();
  try {
    return await (WHOLE[name] as (app: App) => Promise<Row[]>)(app);
  } finally {
    await app.dispose();
  }
}
