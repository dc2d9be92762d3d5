"use client";
/** Runs the tests a moment after this person has changed something. */
import { useEffect, useRef, useState } from "react";
import { useRoomClient, useRoomPage } from "#web/features/room/room";
import type { Tests } from "./use-tests.ts";

/** Milliseconds without a key press after which a change is tested. */
const QUIET = 700;

/**
 * A choice of this page, off at first. Nobody's tests are cut off: while another person's run, it waits for their end,
 * and while nobody looks at the page, for somebody to come back.
 */
export function useEveryChange({ record, why, start }: Tests): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(false);
  const { doc } = useRoomClient().code;
  const { person } = useRoomPage();
  const others = record?.running === true && record.by.id !== person.id;
  const active = on && why === null;
  /** Something has changed since the last run. */
  const due = useRef(false);
  const blocked = useRef(others);
  blocked.current = others;

  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!due.current || document.hidden || blocked.current) return;
        due.current = false;
        start();
      }, QUIET);
    };
    const changed = (_update: Uint8Array, _origin: unknown, _doc: unknown, { local }: { local: boolean }) => {
      if (!local) return;
      due.current = true;
      run();
    };
    const back = () => {
      if (!document.hidden && due.current) run();
    };
    doc.on("update", changed);
    document.addEventListener("visibilitychange", back);
    if (!others) back();
    return () => {
      clearTimeout(timer);
      doc.off("update", changed);
      document.removeEventListener("visibilitychange", back);
    };
  }, [active, others, doc, start]);
  return [on, setOn];
}
