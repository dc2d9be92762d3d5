/** What a server under test tells the one who measures it, over the channel between parent and child. */
import { monitorEventLoopDelay } from "node:perf_hooks";

export interface Usage {
  /** Seconds of processor time since the start, all threads. */
  cpu: number;
  /** Bytes. */
  rss: number;
  heap: number;
  external: number;
  /** Milliseconds by which the event loop was late since the last question: the median, the 99th percentile, the worst. */
  delay: { p50: number; p99: number; max: number };
  /** Documents read from the database since the start, where the server counts them. */
  loads: number;
}

/** Milliseconds between two looks at the event loop; the histogram counts them in. */
const RESOLUTION = 1;
const NANO = 1e6;

/** `loads`: documents read so far. */
export function listen(port: number, loads: () => number = () => 0): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  process.on("message", (question: { id: number; collect?: boolean }) => {
    if (question.collect) globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / NANO - RESOLUTION);
    const usage: Usage = {
      cpu: (user + system) / 1e6,
      rss,
      heap: heapUsed,
      external,
      delay: { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) },
      loads: loads(),
    };
    delay.reset();
    process.send?.({ id: question.id, usage });
  });
  process.send?.({ port });
}
