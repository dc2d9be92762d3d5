"use client";
/** Starting and stopping the room's program, for each button that does it. */
import { makeId } from "#protocol/ids";
import { whyNotRunnable } from "#protocol/runs";
import { notify, useCan, useConnection, useRoomClient, useWorkbench } from "#web/features/room/room";
import { activeRun, type Run } from "./run-log.ts";
import { useEntry, useRuns, useSeed } from "./use-runs.ts";

export interface RunControl {
  /** What Run starts; null if the room has no file. */
  entry: string | null;
  /** Null if it can be started; otherwise the sentence that says why not. */
  why: string | null;
  /** The run that is going on. */
  active: Run | null;
  /** A run goes on, or is asked for: Stop stands where Run was. */
  stopShown: boolean;
  canStop: boolean;
  offline: boolean;
  start(): void;
  stop(): void;
}

export function useRunControl(): RunControl {
  const client = useRoomClient();
  const { runs, asking, log } = useRuns();
  const entry = useEntry();
  const seed = useSeed();
  const connection = useConnection();
  const { setBottom } = useWorkbench();
  const canStart = useCan("run.start");
  const canStop = useCan("run.stop");
  const active = activeRun(runs);
  const offline = connection.kind === "offline" || connection.kind === "connecting" || connection.kind === "removed";

  const why = !canStart
    ? "You are watching this room, so you cannot run programs."
    : offline
      ? "Not connected. Run again when the connection is back."
      : !entry
        ? "There is no file to run. Make one first."
        : whyNotRunnable(entry.path);

  return {
    entry: entry?.path ?? null,
    why,
    active,
    stopShown: active !== null || asking !== null,
    canStop,
    offline,
    start() {
      if (why !== null || !entry) return notify(why ?? "There is nothing to run.", { id: "run" });
      if (active || asking) return;
      setBottom("output");
      log.start(makeId<string>(12), entry.path, (message) => client.send(message), seed);
    },
    stop() {
      if (active && canStop) client.send({ type: "run.stop", runId: active.runId });
    },
  };
}
