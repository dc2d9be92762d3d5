"use client";
/** Listens for runs that this page is to execute; all that executes them is loaded with the first. */
import { useEffect } from "react";
import type { ServerMessage } from "#protocol/messages";
import { notify, useRoomClient } from "#web/features/room/room";
import type { Executor } from "./executor.ts";

/** Milliseconds of fetching after which a person is told what takes so long. */
const PATIENCE = 700;

export function BrowserRuns() {
  const client = useRoomClient();
  useEffect(() => {
    let executor: Promise<Executor> | null = null;
    let slow: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const made = () =>
      import("./executor.ts").then(
        (part) =>
          new part.Executor(client, {
            onFetching: (name) => {
              slow = setTimeout(() => notify(`${name} is being fetched. This happens once.`, { id: "kit" }), PATIENCE);
            },
            onFetched: () => clearTimeout(slow),
          }),
      );
    const failed = (message: ServerMessage) => {
      executor = null;
      if (message.type !== "run.execute") return;
      const explanation = "A part of this page could not be fetched. Look at your connection, then run it again.";
      client.send({ type: "run.end", runId: message.runId, reason: "crashed", explanation, cpuMs: 0, wallMs: 0 });
    };
    const stop = client.onMessage((message) => {
      if (message.type === "run.execute") executor ??= made();
      executor?.then(
        (one) => !gone && one.receive(message),
        () => failed(message),
      );
    });
    return () => {
      gone = true;
      stop();
      clearTimeout(slow);
      void executor?.then((one) => one.dispose());
    };
  }, [client]);
  return null;
}
