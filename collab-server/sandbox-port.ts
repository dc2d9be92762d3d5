/** What the collaboration server asks of a sandbox; `createSandbox` of #sandbox/client answers it. */
import type { RunOutcome, RunRequest, RunStream } from "#protocol/runs";

export interface RunEvents {
  /** Position in the queue, 1 is next. */
  onQueued(position: number): void;
  onStarted(): void;
  onOutput(stream: RunStream, text: string): void;
  /** The program waits for `input`. */
  onPrompt(text: string): void;
}

export interface SandboxRun {
  /** Never rejects. */
  outcome: Promise<RunOutcome>;
  stop(): void;
  input(text: string): void;
}

export interface SandboxPort {
  run(request: RunRequest, events: RunEvents): SandboxRun;
  ready(): boolean;
  stats(): { queued: number; active: number };
}
