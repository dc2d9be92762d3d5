/** A room as one builds it in an afternoon: the stock Hocuspocus server, and a plain way to run the room's text. */
import { type Document, Server } from "@hocuspocus/server";
import type * as Y from "yjs";
import { type Contestant, freshProcess, naiveQuickjs, vmInWorker } from "../sandbox/contestants.ts";
import { listen } from "./control.ts";

const RUNNERS: Record<string, () => Contestant> = { vm: vmInWorker, process: freshProcess, quickjs: naiveQuickjs };

const [name = ""] = process.argv.slice(2);
const make = RUNNERS[name];
if (!make) throw new Error(`a runner of: ${Object.keys(RUNNERS).join(", ")}`);
const runner = make();

const server = new Server({
  port: 0,
  address: "127.0.0.1",
  quiet: true,
  async onStateless({ document, payload }) {
    const { type } = JSON.parse(payload) as { type: string };
    if (type !== "run.start") return;
    await runner.run(mainOf(document), document.name, () => document.broadcastStateless('{"type":"run.output"}'));
    document.broadcastStateless('{"type":"run.ended"}');
  },
});
await server.listen();
// A program that loops in a process of its own would go on without the one who gave it its time.
const end = async (): Promise<never> => {
  await runner.dispose();
  process.exit(0);
};
process.on("SIGTERM", end).on("disconnect", end);
listen(server.address.port);

/** The text of the room's only file, kept as Pairlab keeps it. */
function mainOf(document: Document): string {
  for (const file of document.getMap<Y.Map<unknown>>("files").values())
    if (file.get("path") === "main.js") return String(file.get("text"));
  return "";
}
