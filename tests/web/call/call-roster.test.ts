import { expect, test } from "vitest";
import type { PersonId } from "#protocol/ids";
import { initiates, namesOf, readRoster } from "#web/features/call/call-roster";
import { caller } from "./callers.ts";

test("lists those in the call, first come first, and knows who is merely here", () => {
  const roster = readRoster([caller("dana", 30), caller("sam", null), caller("priya", 20)]);
  expect(roster.members.map(({ person }) => person)).toEqual(["priya", "dana"]);
  expect([...roster.connections]).toEqual(["c-dana", "c-sam", "c-priya"]);
});

test("counts a person with two tabs once, where they joined last", () => {
  const roster = readRoster([caller("sam", 50, "new"), caller("sam", 10, "old")]);
  expect(roster.members.map(({ connection }) => connection)).toEqual(["new"]);
});

test("holds six; the seventh is beyond, the same at every reader", () => {
  const states = ["g", "f", "e", "d", "c", "b", "a"].map((name) => caller(name, 5));
  const one = readRoster(states);
  const other = readRoster([...states].reverse());
  expect(one.members.map(({ person }) => person)).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect(one.beyond.map(({ person }) => person)).toEqual(["g"]);
  expect(other).toMatchObject({ members: one.members, beyond: one.beyond });
});

test("of two peers exactly one makes offers, even if both joined in one millisecond", () => {
  const a = { person: "a" as PersonId, since: 7 };
  const b = { person: "b" as PersonId, since: 7 };
  const later = { person: "a" as PersonId, since: 8 };
  expect([initiates(a, b), initiates(b, a)]).toEqual([false, true]);
  expect([initiates(later, b), initiates(b, later)]).toEqual([true, false]);
});

test("names people as one would say them", () => {
  const names = (...list: string[]) => namesOf(list.map((name) => ({ name })));
  expect(names("Priya")).toBe("Priya");
  expect(names("Priya", "Dana")).toBe("Priya and Dana");
  expect(names("Priya", "Dana", "Sam")).toBe("Priya, Dana and Sam");
  expect(names("Priya", "Dana", "Sam", "Ola")).toBe("Priya, Dana and 2 others");
});
