/** The figures of this process, as Prometheus reads them. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

export interface MetricSources {
  connections(): number;
  documents(): number;
  /** Bytes. */
  unsent(): number;
  /** Seconds. */
  oldestUnsaved(): number;
  sandbox(): { queued: number; active: number };
}

/** Nanoseconds in a second. */
const NANO = 1e9;
/** Milliseconds between two looks at the event loop. The histogram counts them in: an idle loop would be 10 ms late. */
const RESOLUTION = 10;
/** Seconds by which the loop was late. */
const lateness = (nanoseconds: number) => Math.max(0, nanoseconds / NANO - RESOLUTION / 1000);

export class Metrics {
  readonly registry = new Registry();
  readonly appended: Histogram;
  readonly runs: Counter<"reason">;
  readonly refusedUpdates: Counter<"fault">;
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>;

  constructor(sources: MetricSources) {
    const registers = [this.registry];
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    gauge("pairlab_connections", "Open sockets", sources.connections);
    gauge("pairlab_unsent_bytes", "Bytes that wait for readers", sources.unsent);
    gauge("pairlab_documents", "Documents in memory", sources.documents);
    gauge(
      "pairlab_log_oldest_unsaved_seconds",
      "Age of the oldest update that is not durable yet",
      sources.oldestUnsaved,
    );
    gauge("pairlab_sandbox_queued", "Runs that wait for their turn", () => sources.sandbox().queued);
    gauge("pairlab_sandbox_active", "Runs under way", () => sources.sandbox().active);
    this.appended = new Histogram({
      name: "pairlab_log_append_seconds",
      help: "Time until an update is durable",
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
      registers,
    });
    this.runs = new Counter({ name: "pairlab_runs_total", help: "Ended runs", labelNames: ["reason"], registers });
    this.refusedUpdates = new Counter({
      name: "pairlab_refused_updates_total",
      help: "Updates that were not taken",
      labelNames: ["fault"],
      registers,
    });
    this.#delay = monitorEventLoopDelay({ resolution: RESOLUTION });
    this.#delay.enable();
    for (const [quantile, label] of [
      [50, "p50"],
      [99, "p99"],
    ] as const) {
      gauge(`pairlab_event_loop_delay_${label}_seconds`, "Delay of the event loop since the last reading", () => {
        const seconds = lateness(this.#delay.percentile(quantile));
        return Number.isFinite(seconds) ? seconds : 0;
      });
    }
    gauge("pairlab_event_loop_delay_max_seconds", "Longest delay of the event loop since the last reading", () => {
      const seconds = lateness(this.#delay.max);
      // The last of the three to be read: the next reading starts anew.
      this.#delay.reset();
      return seconds < 3600 ? seconds : 0;
    });
    gauge("pairlab_resident_memory_bytes", "Memory of this process", () => process.memoryUsage.rss());
  }

  dispose(): void {
    this.#delay.disable();
  }
}
