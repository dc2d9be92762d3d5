/** The server's side of the sandbox. */
import type { RunOutcome, RunReason, RunRequest, RunStream } from "#protocol/runs";

export interface RunEvents {
  onQueued(position: number): void;
  onStarted(): void;
  onOutput(stream: RunStream, text: string): void;
  onPrompt(text: string): void;
}
export interface Sandbox {
  run(
    request: RunRequest,
    events: RunEvents,
  ): { outcome: Promise<RunOutcome>; stop(): void; input(text: string): void };
  ready(): boolean;
  stats(): { queued: number; active: number; runs: Record<RunReason, number> };
  dispose(): Promise<void>;
}

/** No runner is joined: every run is answered as crashed, at once. */
export async function createSandbox(): Promise<Sandbox> {
  const runs = { ok: 0, error: 0, time: 0, memory: 0, output: 0, cancelled: 0, crashed: 0 };
  return {
    run: () => {
      runs.crashed++;
      return { outcome: Promise.resolve({ reason: "crashed", cpuMs: 0, wallMs: 0 }), stop() {}, input() {} };
    },
    ready: () => true,
    stats: () => ({ queued: 0, active: 0, runs }),
    dispose: async () => {},
  };
}
