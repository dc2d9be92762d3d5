import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { AwarenessState } from "#protocol/awareness";
import type { PersonBody } from "#protocol/http";
import type { ConnectionId, PersonId } from "#protocol/ids";
import { GONE_SHOWN } from "#protocol/limits";
import { PeopleHere } from "#web/features/room/presence";

const person = (name: string): PersonBody => ({ id: name as PersonId, name, color: "#c2410c", role: "student" });
const self = { person: person("Me"), connection: "me1" as ConnectionId };

function room() {
  const awareness = new Awareness(new Y.Doc());
  const here = new PeopleHere();
  const update = (online = true) => here.update(self, [awareness], online);
  return {
    awareness,
    here,
    update,
    enter(client: number, name: string, connection: string, more: Partial<AwarenessState> = {}) {
      const user = { ...person(name), colorLight: "#c2410c33", connection: connection as ConnectionId };
      awareness.states.set(client, { user, ...more });
    },
    leave: (client: number) => awareness.states.delete(client),
    names: () => here.people.get().map((one) => `${one.person.name}:${one.status.kind}`),
  };
}

describe("people", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("are one entry each, this page's own first, however many tabs they have", () => {
    const { enter, update, here, names } = room();
    enter(1, "Priya", "a");
    enter(2, "Priya", "b");
    enter(3, "Me", "me2");
    enter(4, "Ann", "c");
    update();
    expect(names()).toEqual(["Me:here", "Ann:here", "Priya:here"]);
    expect(here.people.get()[2]?.connections.map((one) => one.id)).toEqual(["b", "a"]);
  });

  it("stay the same list while only a cursor moves, and it shows the cursor's state all the same", () => {
    const { enter, update, here } = room();
    enter(1, "Priya", "a", { view: { panel: "code", lines: [1, 20] } });
    update();
    const before = here.people.get();
    enter(1, "Priya", "a", { view: { panel: "code", lines: [5, 25] }, cursor: { anchor: 1, head: 1 } });
    update();
    expect(here.people.get()).toBe(before);
    expect(before[1]?.connections[0]?.state.view?.lines).toEqual([5, 25]);
    enter(1, "Priya", "a", { view: { panel: "board" } });
    update();
    expect(here.people.get()).not.toBe(before);
  });

  it("who leave are grey, then gone, without another word from the server", () => {
    const { enter, leave, update, names, here } = room();
    update();
    vi.advanceTimersByTime(6_000);
    enter(1, "Priya", "a");
    update();
    leave(1);
    update();
    expect(names()).toEqual(["Me:here", "Priya:left"]);
    vi.advanceTimersByTime(GONE_SHOWN * 1000 + 100);
    expect(names()).toEqual(["Me:here"]);
    expect(here.left.get("Priya" as PersonId)).toBe(1_006_000);
  });

  it("do not leave because this page lost its connection", () => {
    const { enter, leave, update, names } = room();
    enter(1, "Priya", "a");
    update();
    leave(1);
    update(false);
    expect(names()).toEqual(["Me:here", "Priya:here"]);
    // Back, but nobody else's state has arrived yet; who is still missing after a while has left.
    vi.advanceTimersByTime(60_000);
    update();
    expect(names()).toEqual(["Me:here", "Priya:here"]);
    vi.advanceTimersByTime(6_000);
    expect(names()).toEqual(["Me:here", "Priya:left"]);
  });
});
