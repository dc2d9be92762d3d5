/** What one keystroke takes on its way to a peer, as Yjs itself writes it. */
import * as Y from "yjs";
import type { Row } from "../figures.ts";
import { until } from "./client.ts";
import { type System, startPairlab, startStock, startYWebsocket } from "./systems.ts";

const KEYS = 300;
const PATIENCE = 2_000;
const START = "function add(a, b) {\n  return a + b;\n}\n";

/** Bytes a key: at the end of the text, and in its middle, where Yjs also names what stands behind. */
async function weigh(system: System): Promise<{ end: number; middle: number }> {
  const [writer, reader] = [await system.join(0, 0), await system.join(0, 1)];
  const doc = new Y.Doc();
  let update = new Uint8Array();
  doc.on("update", (made: Uint8Array) => {
    update = new Uint8Array(made);
  });
  const text = doc.getText("load");
  text.insert(0, START);
  const send = async () => {
    const before = reader.updates;
    writer.edit(update);
    if (!(await until(() => reader.updates > before, PATIENCE))) throw new Error("a keystroke did not arrive");
  };
  await send();
  const type = async (where: () => number) => {
    const before = reader.updateBytes;
    for (let key = 0; key < KEYS; key++) {
      text.insert(where(), "x");
      await send();
    }
    return (reader.updateBytes - before) / KEYS;
  };
  const end = await type(() => text.length);
  let at = START.indexOf("return");
  const middle = await type(() => at++);
  writer.close();
  reader.close();
  return { end, middle };
}

export async function bytes(): Promise<Row[]> {
  const systems = [await startPairlab(1, 2), await startStock(), await startYWebsocket()];
  try {
    const rows: Row[] = [];
    for (const [n, system] of systems.entries()) {
      const { end, middle } = await weigh(system);
      const figures = `${end.toFixed(1)} B at the end of a text, ${middle.toFixed(1)} B in its middle`;
      if (n > 0) rows.push({ what: `  ${system.name}`, figures, reached: null });
      else
        rows.push({ what: "one keystroke at a peer", figures, reach: "≤ 25 B", reached: Math.max(end, middle) <= 25 });
    }
    return rows;
  } finally {
    for (const system of systems) await system.dispose();
  }
}
