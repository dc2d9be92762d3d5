"use client";
/** The room's tests for React, and how this page starts them. */
import { useEffect, useState } from "react";
import { makeId } from "#protocol/ids";
import { TEST_FILE } from "#protocol/tests";
import type { RoomClient } from "#web/features/room/contract";
import { announce, useCan, useConnection, useFiles, useRoomClient } from "#web/features/room/room";
import { useStore } from "#web/features/room/store";
import { countWords, TestLog, type TestsSnapshot } from "./test-log.ts";

/** Milliseconds without a key press after which a change is tested. */
const QUIET = 700;

const logs = new WeakMap<RoomClient, TestLog>();

/** Listens for as long as its client lives. */
function logOf(client: RoomClient): TestLog {
  let log = logs.get(client);
  if (!log) {
    const made = new TestLog();
    client.onMessage((message) => made.receive(message));
    made.onEnded((record) => announce(`${countWords(record.tests)}.`));
    logs.set(client, made);
    log = made;
  }
  return log;
}

export interface Tests extends TestsSnapshot {
  /** All tests, or one. */
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
  return {
    ...snapshot,
    why,
    start(test) {
      const requestId = makeId<string>(12);
      if (client.send({ type: "tests.start", requestId, ...(test === undefined ? {} : { test }) })) log.ask(requestId);
      else log.refuse("Not connected. Run the tests again when the connection is back.");
    },
    stop: () => void client.send({ type: "tests.stop" }),
  };
}

/** Whether there is anything to show: a file with tests, or results. */
export function useHasTests(): boolean {
  const files = useFiles();
  const { record } = useStore(logOf(useRoomClient()).store);
  return files.some(({ path }) => TEST_FILE.test(path)) || (record?.tests.length ?? 0) > 0;
}

/** Runs all tests a moment after this person has changed something. A choice of this page, off at first. */
export function useEveryChange(tests: Tests): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(false);
  const { doc } = useRoomClient().code;
  const { start, why } = tests;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `start` is another function each time and does the same
  useEffect(() => {
    if (!on || why !== null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = (_update: Uint8Array, _origin: unknown, _doc: unknown, { local }: { local: boolean }) => {
      if (!local) return;
      clearTimeout(timer);
      timer = setTimeout(() => start(), QUIET);
    };
    doc.on("update", changed);
    return () => {
      clearTimeout(timer);
      doc.off("update", changed);
    };
  }, [on, why, doc]);
  return [on, setOn];
}
