"use client";
import { useMemo } from "react";
import type { PersonBody } from "#protocol/http";
import type { FileId } from "#protocol/ids";
import { usePeople } from "#web/features/room/room";

/** Who of the others has which file in front of them. */
export function usePeopleByFile(): ReadonlyMap<FileId, readonly PersonBody[]> {
  const people = usePeople();
  return useMemo(() => {
    const byFile = new Map<FileId, PersonBody[]>();
    for (const { person, self, status, connections } of people) {
      const file = connections.find(({ state }) => state.view?.file)?.state.view?.file as FileId | undefined;
      if (self || status.kind !== "here" || !file) continue;
      byFile.set(file, [...(byFile.get(file) ?? []), person]);
    }
    return byFile;
  }, [people]);
}
