/** One room of 300: 20 type, all move their cursors. Each server in turn, and again. */
import type { Row } from "../figures.ts";
import { percentile } from "../figures.ts";
import { Crowd, type CrowdResult, type CrowdShape, costOf, describe, noResult } from "./crowd.ts";
import { startPairlab, startStock, startYWebsocket } from "./systems.ts";

const SHAPE: CrowdShape = { rooms: 1, people: 300, writers: 20, letters: 5, moves: 4, watchers: 15 };
const ROUNDS = 2;
/** Seconds of each round. */
const SECONDS = 12;

export async function fanout(): Promise<Row[]> {
  const systems = await Promise.all([startPairlab(1, SHAPE.people), startStock(), startYWebsocket()]);
  const results = new Map<string, CrowdResult>();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const system of systems) {
        const result = results.get(system.name) ?? noResult();
        results.set(system.name, result);
        const crowd = await Crowd.gather(system, SHAPE);
        // What is compiled late and what grows into its size belongs to no round.
        if (round === 0) await crowd.round(3, noResult());
        await crowd.round(SECONDS, result);
        crowd.leave();
      }
    }
  } finally {
    for (const system of systems) await system.dispose();
  }
  const [ours, stock, yWebsocket] = systems.map(({ name }) => results.get(name) as CrowdResult);
  if (!ours || !stock || !yWebsocket) throw new Error("a server was not measured");
  const ratio = costOf(ours) / costOf(stock);
  const late = percentile(ours.samples, 0.99);
  return [
    {
      what: "300 in one room, 20 type: Pairlab, written ahead",
      figures: describe(ours),
      reach: "p99 ≤ 50 ms",
      reached: late <= 50,
    },
    { what: "  stock @hocuspocus/server 4.7.0, no store", figures: describe(stock), reached: null },
    { what: "  y-websocket 2.1.0 server, no store", figures: describe(yWebsocket), reached: null },
    {
      what: "  CPU a delivered update, of stock's",
      figures: ratio.toFixed(2),
      reach: "≤ 0.4",
      reached: ratio <= 0.4,
    },
  ];
}
