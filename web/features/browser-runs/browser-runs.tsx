"use client";
/** Listens for runs that this page is to execute; all that executes them is loaded with the first. */
import { useEffect } from "react";
import type { ServerMessage } from "#protocol/messages";
import { notify, useRoomClient } from "#web/features/room/room";
import type { Executor } from "./executor.ts";
import { FetchingNote } from "./fetching-note.ts";

export function BrowserRuns() {
  const client = useRoomClient();
  useEffect(() => {
    let executor: Promise<Executor> | null = null;
    let gone = false;
    const note = new FetchingNote((text, { lasts }) =>
      notify(text, { id: "kit", duration: lasts ? Number.POSITIVE_INFINITY : 2_500 }),
    );
    const made = () => import("./executor.ts").then((part) => new part.Executor(client, note));
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
      note.dispose();
      void executor?.then((one) => one.dispose());
    };
  }, [client]);
  return null;
}
