/** People as the page shows them, out of the awareness of the room's documents. */
import type { Awareness } from "y-protocols/awareness";
import type { AwarenessState } from "#protocol/awareness";
import type { PersonBody } from "#protocol/http";
import type { ConnectionId, PersonId } from "#protocol/ids";
import { GONE_SHOWN } from "#protocol/limits";
import type { Presence, PresenceConnection } from "./contract.ts";
import { createStore, type Store } from "./store.ts";

/** Milliseconds after a reconnect in which people who are not back yet are not taken for gone. */
const RETURN_GRACE = 5_000;

interface Self {
  person: PersonBody;
  connection: ConnectionId | null;
}

/**
 * One entry a person, however many tabs. The list is a new one only when somebody comes, goes, changes place (panel,
 * file, call) or name; cursors and scrolling change the `state` inside it and nothing else.
 */
export class PeopleHere {
  readonly people: Store<Presence[]> = createStore<Presence[]>([]);
  /** When each person who was here left, for as long as the page is open. Milliseconds since the epoch. */
  readonly left = new Map<PersonId, number>();
  #known = new Map<PersonId, PersonBody>();
  #seen = new Map<ConnectionId, number>();
  #signature = "";
  #onlineSince: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `awareness`: the open documents', the code document's first. `online`: false freezes the list as it was. */
  update(self: Self, awareness: Awareness[], online: boolean, now = Date.now()): void {
    if (!online) {
      this.#onlineSince = null;
      if (this.people.get().length > 0) return;
    } else {
      this.#onlineSince ??= now;
    }
    const here = this.#connections(self, awareness);
    if (!here.has(self.person.id)) here.set(self.person.id, { person: self.person, connections: [] });
    if (this.#inGrace(now)) {
      for (const { person, status, connections } of this.people.get()) {
        if (status.kind === "here" && !here.has(person.id)) here.set(person.id, { person, connections });
      }
    } else {
      this.#noteLeft(here, now);
    }
    const list: Presence[] = [];
    for (const { person, connections } of here.values()) {
      connections.sort((a, b) => (this.#seen.get(b.id) ?? 0) - (this.#seen.get(a.id) ?? 0));
      list.push({ person, self: person.id === self.person.id, status: { kind: "here" }, connections });
    }
    for (const [id, at] of this.left) {
      const person = this.#known.get(id);
      if (person && now - at < GONE_SHOWN * 1000) {
        list.push({ person, self: false, status: { kind: "left", at }, connections: [] });
      }
    }
    list.sort((a, b) => Number(b.self) - Number(a.self) || a.person.name.localeCompare(b.person.name));
    this.#publish(list);
    this.#schedule(self, awareness, now);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #connections(self: Self, awareness: Awareness[]) {
    const here = new Map<PersonId, { person: PersonBody; connections: PresenceConnection[] }>();
    const byId = new Map<ConnectionId, PresenceConnection>();
    for (const [index, one] of awareness.entries()) {
      for (const [client, raw] of one.getStates()) {
        const state = raw as AwarenessState;
        const own = client === one.clientID;
        const id = own ? self.connection : state.user?.connection;
        const person = own ? self.person : state.user;
        if (!id || !person) continue;
        const known = byId.get(id);
        if (known) {
          known.clients.push(client);
          if (index > 0) known.state = { ...known.state, ...(state.board ? { board: state.board } : {}) };
          continue;
        }
        const connection: PresenceConnection = { id, clients: [client], state };
        byId.set(id, connection);
        if (!this.#seen.has(id)) this.#seen.set(id, this.#seen.size + 1);
        const entry = here.get(person.id) ?? {
          person: { id: person.id, name: person.name, color: person.color, role: person.role },
          connections: [],
        };
        entry.connections.push(connection);
        here.set(person.id, entry);
        this.#known.set(person.id, entry.person);
      }
    }
    return here;
  }

  #inGrace(now: number): boolean {
    return this.#onlineSince === null || now - this.#onlineSince < RETURN_GRACE;
  }

  #noteLeft(here: Map<PersonId, unknown>, now: number): void {
    for (const id of here.keys()) this.left.delete(id as PersonId);
    for (const id of this.#known.keys()) if (!here.has(id) && !this.left.has(id)) this.left.set(id, now);
  }

  #publish(list: Presence[]): void {
    const signature = JSON.stringify(
      list.map(({ person, status, connections }) => [
        person,
        status,
        connections.map(({ id, clients, state }) => [id, clients, state.view?.panel, state.view?.file, state.call]),
      ]),
    );
    if (signature === this.#signature) {
      for (const [i, presence] of this.people.get().entries()) {
        for (const [j, connection] of presence.connections.entries()) {
          const fresh = list[i]?.connections[j];
          if (fresh) connection.state = fresh.state;
        }
      }
      return;
    }
    this.#signature = signature;
    this.people.set(list);
  }

  /** Looks again when the grace ends and when the next grey entry is due to go. */
  #schedule(self: Self, awareness: Awareness[], now: number): void {
    clearTimeout(this.#timer);
    if (this.#onlineSince === null) return;
    const graceEnds = this.#onlineSince + RETURN_GRACE;
    const due = [...this.left.values()].map((at) => at + GONE_SHOWN * 1000).filter((at) => at > now);
    if (graceEnds > now) due.push(graceEnds);
    if (due.length === 0) return;
    this.#timer = setTimeout(
      () => this.update(self, awareness, this.#onlineSince !== null),
      Math.min(...due) - now + 10,
    );
  }
}
