"use client";
/** What an instructor writes of hidden tests: which file, what has changed, and what somebody else did meanwhile. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { RoomId } from "#protocol/ids";
import type { HiddenTestBody, TestResult, TrialWord } from "#protocol/tests";
import { announce, useRoomPage } from "#web/features/room/room";
import { type Answer, listHidden, removeHidden, saveHidden, tryHidden } from "./hidden-files.ts";
import { changedWords } from "./hidden-words.ts";

const EXAMPLE = `import { sum } from "./sum.js";

test("adds negative numbers", () => {
  expect(sum([-1, -2])).toBe(-3);
});
`;

export interface Draft {
  /** As it was when it was opened; null for a new one. */
  stored: HiddenTestBody | null;
  path: string;
  text: string;
  /** Another one whenever another text was put in the place of this. */
  version: number;
}
export interface Fault {
  /** `conflict`: somebody else was faster, and there is a choice to make. */
  kind: "refused" | "conflict";
  why: string;
  /** What they have made of it; null if it is gone, or could not be had. */
  theirs?: HiddenTestBody | null;
}
/** What has just been done and can be undone. In the dialog itself: a toast is out of reach while one is open. */
export interface Undoable {
  text: string;
  undo(): void;
}
/** `stopped`: before all of them were over. */
export type Trial = { kind: "none" } | { kind: "running" | "done" | "stopped"; tests: TestResult[] };

/** What was being written when its dialog went away without being closed: the page has got another layout. */
const left = new Map<RoomId, Draft>();

let versions = 0;
const draftOf = (stored: HiddenTestBody | null): Draft => ({
  stored,
  path: stored?.path ?? "hidden.test.js",
  text: stored?.text ?? EXAMPLE,
  version: ++versions,
});

export function useHiddenDraft(open: boolean, wanted: string | null) {
  const page = useRoomPage();
  const room = page.room.id;
  const self = page.person.id;
  const [files, setFiles] = useState<HiddenTestBody[] | null>(null);
  const [draft, setDraft] = useState(() => draftOf(null));
  const [fault, setFault] = useState<Fault | null>(null);
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const [busy, setBusy] = useState(false);
  const [trial, setTrial] = useState<Trial>({ kind: "none" });
  const trying = useRef<AbortController | null>(null);
  const dirty = draft.stored
    ? draft.text !== draft.stored.text || draft.path.trim() !== draft.stored.path
    : draft.text !== EXAMPLE;

  const show = useCallback((stored: HiddenTestBody | null) => {
    trying.current?.abort();
    setFault(null);
    setUndoable(null);
    setTrial({ kind: "none" });
    setDraft(draftOf(stored));
  }, []);
  /** Null, and a sentence on the page, if there is no list. */
  const load = useCallback(async () => {
    const answer = await listHidden(room);
    if (!answer.ok) {
      setFault({ kind: "refused", why: answer.why });
      return null;
    }
    setFiles(answer.value.tests);
    return answer.value.tests;
  }, [room]);

  useEffect(() => {
    if (!open) return;
    // What was typed before the list is here would be lost to it.
    setFiles(null);
    void load().then((tests) => {
      if (!tests) return;
      const kept = left.get(room);
      left.delete(room);
      show(tests.find(({ path }) => path === wanted) ?? tests[0] ?? null);
      if (kept) setDraft({ ...kept, version: ++versions });
    });
    return () => trying.current?.abort();
  }, [open, wanted, room, load, show]);

  const leaving = useRef<Draft | null>(null);
  leaving.current = open && dirty && files !== null ? draft : null;
  useEffect(
    () => () => {
      if (leaving.current) left.set(room, leaving.current);
    },
    [room],
  );

  // A closed tab would take it along.
  useEffect(() => {
    if (!open || !dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [open, dirty]);

  /** What to say of a refusal; of a conflict also who was faster, when, and what they have made of it. */
  const fail = async ({ code, why }: Answer<unknown> & { ok: false }, path: string | undefined) => {
    if (code !== "changed" && code !== "gone") return setFault({ kind: "refused", why });
    const theirs = (await load())?.find((one) => one.path === path) ?? null;
    setFault({ kind: "conflict", why: changedWords(theirs, self) ?? why, theirs });
  };

  const keep = async (base: number | null, from: string | undefined): Promise<boolean> => {
    setBusy(true);
    setFault(null);
    setUndoable(null);
    const { text } = draft;
    const answer = await saveHidden(room, { path: draft.path.trim(), text, base, ...(from ? { from } : {}) });
    if (!answer.ok) await fail(answer, from);
    setBusy(false);
    if (!answer.ok) return false;
    const { test } = answer.value;
    // What was typed while it was on its way stays, and is not saved yet.
    setDraft((now) => ({ ...now, stored: test, path: now.path.trim() === test.path ? test.path : now.path }));
    announce("Hidden tests saved.");
    await load();
    return true;
  };

  return {
    ...{ files, draft, dirty, fault, undoable, busy, trial, show },
    edit: (change: Partial<Pick<Draft, "path" | "text">>) => setDraft((now) => ({ ...now, ...change })),
    refuse: (why: string) => setFault({ kind: "refused", why }),
    save: () => keep(draft.stored?.updatedAt ?? null, draft.stored?.path),
    /** After a conflict: mine in the place of theirs. */
    async overwrite() {
      const theirs = (await load())?.find(({ path }) => path === draft.stored?.path);
      return keep(theirs?.updatedAt ?? null, theirs?.path);
    },
    /** After a conflict: theirs in the place of mine, which can be put back. */
    async takeTheirs() {
      const mine = draft;
      const tests = await load();
      if (!tests) return;
      const theirs = tests.find(({ path }) => path === mine.stored?.path) ?? null;
      show(theirs ?? tests[0] ?? null);
      setUndoable({
        text: "Theirs is shown in the place of yours.",
        undo() {
          setUndoable(null);
          setDraft({ ...mine, stored: theirs, version: ++versions });
        },
      });
    },
    async remove() {
      const { stored } = draft;
      if (!stored) return;
      setBusy(true);
      const answer = await removeHidden(room, stored.path, stored.updatedAt);
      setBusy(false);
      if (!answer.ok) return fail(answer, stored.path);
      const back = async () => {
        const again = await saveHidden(room, { path: stored.path, text: stored.text, base: null });
        if (!again.ok) return setFault({ kind: "refused", why: again.why });
        await load();
        show(again.value.test);
        announce(`${stored.path} is back.`);
      };
      const others = await load();
      show(others?.[0] ?? null);
      setUndoable({ text: `${stored.path} is gone.`, undo: () => void back() });
    },
    async try() {
      trying.current?.abort();
      const mine = new AbortController();
      trying.current = mine;
      setFault((now) => (now?.kind === "conflict" ? now : null));
      setTrial({ kind: "running", tests: [] });
      const isOver = () => trying.current !== mine || mine.signal.aborted;
      const heard = (word: TrialWord) => {
        if (isOver()) return;
        setTrial((now) => trialAfter(now, word));
        if (word.kind === "failed") setFault({ kind: "refused", why: word.message });
      };
      const answer = await tryHidden(room, { path: draft.path.trim(), text: draft.text }, mine.signal, heard);
      if (isOver()) return;
      if (!answer.ok) {
        setTrial(stopped);
        setFault({ kind: "refused", why: answer.why });
      }
    },
    /** What is known stays. */
    stopTrying() {
      trying.current?.abort();
      setTrial(stopped);
    },
  };
}

function trialAfter(trial: Trial, word: TrialWord): Trial {
  const tests = trial.kind === "none" ? [] : trial.tests;
  switch (word.kind) {
    case "listed":
      return { kind: "running", tests: word.tests };
    case "result":
      return { kind: "running", tests: tests.map((test) => (test.id === word.test.id ? word.test : test)) };
    case "failed":
      return stopped(trial);
    case "end":
      return { kind: "done", tests };
    default:
      return word satisfies never;
  }
}

/** Those that are not over are not run any more. */
function stopped(trial: Trial): Trial {
  if (trial.kind === "none" || trial.tests.length === 0) return { kind: "none" };
  const tests = trial.tests.map((test): TestResult => {
    return test.status === "waiting" || test.status === "running" ? { ...test, status: "cancelled" } : test;
  });
  return { kind: "stopped", tests };
}

export type HiddenDraft = ReturnType<typeof useHiddenDraft>;
