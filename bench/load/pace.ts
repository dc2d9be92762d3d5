/** Does something at a steady rate, spread over the time, and catches up where the process was late. */
import { setTimeout as wait } from "node:timers/promises";

/** `act(n)` for n = 0 … `perSecond` × `seconds`. Milliseconds that the last one came too late. */
export async function pace(perSecond: number, seconds: number, act: (n: number) => void): Promise<number> {
  const began = performance.now();
  const total = Math.round(perSecond * seconds);
  let done = 0;
  while (done < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) * perSecond) / 1000));
    while (done < due) act(done++);
    await wait(1);
  }
  return performance.now() - began - seconds * 1000;
}
