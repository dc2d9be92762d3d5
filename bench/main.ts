/** `npm run bench [part …]`: every figure that Pairlab claims, measured now, the peers in the same run. */
import { cpus, totalmem } from "node:os";
import { prepare } from "../bin/steps.ts";
import { type App, startApp } from "./app.ts";
import { browsers } from "./browser.ts";
import { print, type Row } from "./figures.ts";
import { keystroke } from "./keystroke.ts";
import { opening } from "./open.ts";
import { SANDBOX_PARTS } from "./sandbox/parts.ts";

const PARTS: Record<string, (app: App) => Promise<Row[]>> = { keystroke, opening, browsers, ...SANDBOX_PARTS };

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !PARTS[name]);
if (unknown) {
  process.stderr.write(`There is no part "${unknown}". Parts: ${Object.keys(PARTS).join(", ")}.\n`);
  process.exit(1);
}
await prepare({ dev: false });
process.stdout.write(
  `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}\n\n`,
);
const rows: Row[] = [];
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  const app = await startApp();
  try {
    const part = await (PARTS[name] as (app: App) => Promise<Row[]>)(app);
    print(part);
    rows.push(...part);
  } finally {
    await app.dispose();
  }
}
const missed = rows.filter((row) => row.reached === false);
process.stdout.write(`\n${rows.filter((row) => row.reached).length} reached, ${missed.length} not reached\n`);
process.exit(0);
