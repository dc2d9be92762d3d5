/** 250 rooms of four who all type: ours against the stock server that stores, and what a kill leaves of each. */
import * as Y from "yjs";
import { percentile, type Row } from "../figures.ts";
import { Crowd, type CrowdShape, describe, noResult } from "./crowd.ts";
import { storedLetters } from "./stored.ts";
import { startPairlab, startStock } from "./systems.ts";

const SHAPE: CrowdShape = { rooms: 250, people: 4, writers: 4, letters: 2, moves: 0, watchers: 1 };
const ROUNDS = 2;
/** Seconds of each round. */
const SECONDS = 30;

export async function manyRooms(): Promise<Row[]> {
  const [ours, stock] = await Promise.all([startPairlab(SHAPE.rooms, SHAPE.people), startStock(true)]);
  const systems = [ours, stock] as const;
  const results = [noResult(), noResult()] as const;
  let typed = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const [n, system] of systems.entries()) {
        const crowd = await Crowd.gather(system, SHAPE);
        if (round === 0) await crowd.round(3, noResult());
        await crowd.round(SECONDS, results[n] as (typeof results)[0]);
        // The last round ends as a power cut does, with everyone there.
        if (round === ROUNDS - 1) await system.kill();
        crowd.leave();
      }
    }
    typed = results[0].typed + 3 * SHAPE.rooms * SHAPE.writers * SHAPE.letters;
    const kept = await storedLetters(ours);
    const keptByStock = stock.stored().reduce((sum, state) => sum + lettersOf(state), 0);
    const [mine, theirs] = results;
    const ratio = mine.cpu / theirs.cpu;
    const late = percentile(mine.samples, 0.99);
    return [
      {
        what: "250 rooms of 4 type: Pairlab, written ahead",
        figures: describe(mine),
        reach: "p99 ≤ 50 ms",
        reached: late <= 50,
      },
      { what: "  stock Hocuspocus 4.7.0 that stores in SQLite", figures: describe(theirs), reached: null },
      { what: "  CPU, of stock's", figures: ratio.toFixed(2), reach: "≤ 1", reached: ratio <= 1 },
      {
        what: "  lost at a kill -9 after all was acknowledged",
        figures: `${typed - kept} of ${typed} letters; stock: ${typed - keptByStock} of ${typed}`,
        reach: "0",
        reached: kept === typed,
      },
    ];
  } finally {
    for (const system of systems) await system.dispose();
  }
}

function lettersOf(state: Uint8Array): number {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc.getText("load").length;
}
