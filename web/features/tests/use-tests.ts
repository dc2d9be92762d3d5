"use client";
/** The room's tests for React, and how this page starts them. */
import { useCallback, useEffect } from "react";
import { makeId } from "#protocol/ids";
import { TEST_FILE } from "#protocol/tests";
import type { RoomClient } from "#web/features/room/contract";
import { announce, useCan, useConnection, useFiles, useRoomClient } from "#web/features/room/room";
import { useStore } from "#web/features/room/store";
import { countWords, failedWords, TestLog, type TestsSnapshot } from "./test-log.ts";

const logs = new WeakMap<RoomClient, TestLog>();

/** Listens for as long as its client lives. */
function logOf(client: RoomClient): TestLog {
  let log = logs.get(client);
  if (!log) {
    const made = new TestLog();
    client.onMessage((message) => made.receive(message));
    let said = "";
    made.onEnded((record) => {
      // Once for all tests, and not again where they run on every change and nothing has changed.
      const words = `${countWords(record.tests)}.${failedWords(record.tests)}`;
      if (words !== said) announce(words);
      said = words;
    });
    logs.set(client, made);
    log = made;
  }
  return log;
}

export interface Tests extends TestsSnapshot {
  /** All tests, or one. The same function each time, as is `stop`. */
  start(test?: string): void;
  stop(): void;
  /** Null if they can be started; otherwise the sentence that says why not. */
  why: string | null;
}

export function useTests(): Tests {
  const client = useRoomClient();
  const log = logOf(client);
  const snapshot = useStore(log.store);
  const canStart = useCan("run.start");
  const connection = useConnection();
  const offline = connection.kind === "offline" || connection.kind === "connecting" || connection.kind === "removed";
  useEffect(() => {
    if (offline && log.store.get().asking !== null) log.refuse(null);
  }, [offline, log]);
  const why = !canStart
    ? "You are watching this room, so you cannot run tests."
    : offline
      ? "Not connected. Run the tests again when the connection is back."
      : null;
  const start = useCallback(
    (test?: string) => {
      const requestId = makeId<string>(12);
      if (client.send({ type: "tests.start", requestId, ...(test === undefined ? {} : { test }) })) log.ask(requestId);
      else log.refuse("Not connected. Run the tests again when the connection is back.");
    },
    [client, log],
  );
  const stop = useCallback(() => void client.send({ type: "tests.stop" }), [client]);
  return { ...snapshot, why, start, stop };
}

/** Whether there is anything to show: a file with tests, or results. */
export function useHasTests(): boolean {
  const files = useFiles();
  const { record } = useStore(logOf(useRoomClient()).store);
  return files.some(({ path }) => TEST_FILE.test(path)) || (record?.tests.length ?? 0) > 0;
}
