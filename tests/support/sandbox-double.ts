/** A sandbox whose runs do what a test says, step by step. */
import type { RunOutcome, RunRequest } from "#protocol/runs";
import type { RunEvents, Sandbox, SandboxStats } from "#sandbox/client";

export interface DoubleRun {
  request: RunRequest;
  events: RunEvents;
  inputs: string[];
  end(outcome?: Partial<RunOutcome>): void;
}

export class SandboxDouble implements Sandbox {
  readonly started: DoubleRun[] = [];
  isReady = true;
  #waiting: ((run: DoubleRun) => void)[] = [];

  run(request: RunRequest, events: RunEvents) {
    let resolve: (outcome: RunOutcome) => void = () => {};
    const outcome = new Promise<RunOutcome>((done) => {
      resolve = done;
    });
    const end = (how: Partial<RunOutcome> = {}) => resolve({ reason: "ok", cpuMs: 1, wallMs: 2, ...how });
    const run: DoubleRun = { request, events, inputs: [], end };
    this.started.push(run);
    this.#waiting.shift()?.(run);
    return { outcome, stop: () => end({ reason: "cancelled" }), input: (text: string) => run.inputs.push(text) };
  }

  /** One that never ends. */
  line() {
    return { outcome: new Promise<RunOutcome>(() => {}), stop: () => {}, input: () => {} };
  }

  /** The next run that is started from now on. */
  next(): Promise<DoubleRun> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  ready(): boolean {
    return this.isReady;
  }

  stats(): SandboxStats {
    const runs = { ok: 0, error: 0, time: 0, memory: 0, output: 0, cancelled: 0, crashed: 0 };
    return { queued: 0, active: 0, waiting: 0, parked: 0, kept: 0, runs, restarts: 0 };
  }

  async dispose(): Promise<void> {}
}
