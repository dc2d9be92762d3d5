"use client";
/** Whether long lines of output go on below, or to the right: this person's choice, in every room. */
import { createStore, useStore } from "#web/features/room/store";
import { readStored, writeStored } from "#web/features/room/stored";

const KEY = "pairlab.output.wraps";
const isChoice = (value: unknown): value is boolean => typeof value === "boolean";

const choice = createStore<boolean | null>(null);

export function useWraps(): [boolean, (wraps: boolean) => void] {
  const wraps = useStore(choice) ?? readStored(KEY, isChoice) ?? true;
  return [
    wraps,
    (next) => {
      writeStored(KEY, next);
      choice.set(next);
    },
  ];
}
