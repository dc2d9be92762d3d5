"use client";
/** Runs the tests a moment after this person has changed something. */
import { useEffect, useRef, useState } from "react";
import { useRoomClient, useRoomPage } from "#web/features/room/room";
import { QuietMoment } from "./quiet-moment.ts";
import type { Tests } from "./use-tests.ts";

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
  const moment = useRef<QuietMoment | null>(null);

  useEffect(() => {
    if (!active) return;
    const made = new QuietMoment(start, document.hidden);
    moment.current = made;
    const changed = (_update: Uint8Array, _origin: unknown, _doc: unknown, { local }: { local: boolean }) => {
      if (local) made.changed();
    };
    const looked = () => made.hold("away", document.hidden);
    doc.on("update", changed);
    document.addEventListener("visibilitychange", looked);
    return () => {
      moment.current = null;
      made.dispose();
      doc.off("update", changed);
      document.removeEventListener("visibilitychange", looked);
    };
  }, [active, doc, start]);

  // Behind the effect above: it has made the moment that is held here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new moment is to be told as well
  useEffect(() => moment.current?.hold("others", others), [others, active, doc, start]);
  return [on, setOn];
}
