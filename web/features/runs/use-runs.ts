"use client";
/** The room's runs for React: one log a room client, whoever asks for it first. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { settingsOf } from "#protocol/documents";
import type { RoomClient } from "#web/features/room/contract";
import { announce, useFiles, useRoomClient, useRoomPage, useWorkbench } from "#web/features/room/room";
import { entryOf } from "./entry.ts";
import { isPreview, RunLog, type RunsSnapshot } from "./run-log.ts";
import { spoken } from "./run-words.ts";
import { readSeed } from "./seed.ts";

/** Which run the page shows and from where on; the choice of one person, so not of the log. */
class Shown {
  #state: { selected: string | null; cleared: string | null } = { selected: null, cleared: null };
  #listeners = new Set<() => void>();
  readonly get = () => this.#state;
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  set(change: Partial<{ selected: string | null; cleared: string | null }>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const logs = new WeakMap<RoomClient, { log: RunLog; shown: Shown }>();

/** The log listens for as long as its client lives. */
function runsOf(client: RoomClient): { log: RunLog; shown: Shown } {
  let runs = logs.get(client);
  if (!runs) {
    const made = { log: new RunLog(), shown: new Shown() };
    client.onMessage((message) => made.log.receive(message));
    made.log.onEvent(({ kind }) => kind === "started" && made.shown.set({ selected: null, cleared: null }));
    logs.set(client, made);
    runs = made;
  }
  return runs;
}

export function useRuns(): RunsSnapshot & { log: RunLog } {
  const { log } = runsOf(useRoomClient());
  return { ...useSyncExternalStore(log.subscribe, log.snapshot, log.snapshot), log };
}

export function useShownRun() {
  const { shown } = runsOf(useRoomClient());
  const { runs } = useRuns();
  const { selected, cleared } = useSyncExternalStore(shown.subscribe, shown.get, shown.get);
  const newest = runs.at(-1);
  const run = runs.find(({ runId }) => runId === selected) ?? (newest && newest.runId !== cleared ? newest : null);
  return {
    run,
    select: (runId: string) => shown.set({ selected: runId }),
    clear: () => shown.set({ selected: null, cleared: newest?.runId ?? null }),
  };
}

/** Says starts, questions and results, politely; never the lines. Once a page: the run button, which is always there, uses it. */
export function useRunAnnouncements(): void {
  const { log } = runsOf(useRoomClient());
  const self = useRoomPage().person.id;
  useEffect(
    () =>
      log.onEvent((event) => {
        if (!isPreview(event.run)) announce(spoken(event, self));
      }),
    [log, self],
  );
}

/** Calls back when a program that this person has started begins. */
export function useOwnStart(began: () => void): void {
  const { log } = runsOf(useRoomClient());
  const self = useRoomPage().person.id;
  const latest = useRef(began);
  useEffect(() => {
    latest.current = began;
  });
  useEffect(
    () =>
      log.onEvent(({ kind, run }) => {
        if (kind === "started" && run.by.id === self && !isPreview(run)) latest.current();
      }),
    [log, self],
  );
}

/** The file that Run starts, the same for everyone. */
export function useEntry(): { id: string; path: string; chosen: boolean } | null {
  const { doc } = useRoomClient().code;
  const files = useFiles();
  const { file } = useWorkbench();
  const chosen = useSetting(doc, "entry");
  const entry = entryOf(files, chosen, file);
  return entry && { ...entry, chosen: entry.id === chosen };
}

/** The seed of the room's runs if they are to be the same each time; undefined otherwise. */
export function useSeed(): number | undefined {
  const { doc } = useRoomClient().code;
  return readSeed(useSetting(doc, "seed"));
}

function useSetting(doc: Y.Doc, key: string): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      settingsOf(doc).observe(listener);
      return () => settingsOf(doc).unobserve(listener);
    },
    () => settingsOf(doc).get(key),
    () => undefined,
  );
}
