/**
 * Who gets the next slot. First what a person has just answered; then programs that have not run yet, room by room;
 * then those that have run long, the shortest so far first. One run a person; whoever's programs keep running out of
 * time stands behind the others.
 */
import type { RunReason } from "#protocol/runs";
import { FREE_TIMEOUTS, LONG_SHARE, MANY_PARKED, REMEMBERED_PEOPLE, TIMEOUT_PENALTY } from "./limits.ts";
import { type Queued, RunQueue } from "./queue.ts";

export interface Turn extends Queued {
  person: string;
  /** Milliseconds of its own time that it has had. */
  used: number;
  /** It stands still in a thread. */
  parked: boolean;
}

export class Turns<Item extends Turn> {
  readonly #first: Item[] = [];
  readonly #fresh = new RunQueue<Item>();
  readonly #long: Item[] = [];
  /** Whose run is under way, whatever it does: person → run. */
  readonly #busy = new Map<string, string>();
  /** Runs in a row that ran out of time. */
  readonly #timeouts = new Map<string, number>();
  #taken = 0;

  get size(): number {
    return this.#first.length + this.#fresh.size + this.#long.length;
  }

  /** A run that has just come. */
  push(item: Item): void {
    if (this.#penalty(item.person) > 0) this.#insert(item);
    else this.#fresh.push(item);
  }

  /** A run that was under way and wants a slot again; `first`: a person is looking at it. */
  pushAgain(item: Item, first: boolean): void {
    if (first) this.#first.push(item);
    else this.#insert(item);
  }

  take(): Item | undefined {
    const first = this.#first.shift();
    if (first) return first;
    const longsTurn = this.#taken % LONG_SHARE === LONG_SHARE - 1;
    const item = longsTurn
      ? (this.#takeLong() ?? this.#fresh.take(this.#mayRun))
      : (this.#fresh.take(this.#mayRun) ?? this.#takeLong());
    if (!item) return undefined;
    this.#taken++;
    this.#busy.set(item.person, item.runId);
    return item;
  }

  /** Whether a run that has used so much should let another have its slot. */
  outranks(used: number): boolean {
    if (this.#first.length > 0 || this.#fresh.some(this.#mayRun)) return true;
    const next = this.#long.find(this.#mayRun);
    return next !== undefined && this.#rank(next) < used;
  }

  remove(item: Item): void {
    for (const list of [this.#first, this.#long]) {
      const at = list.indexOf(item);
      if (at >= 0) list.splice(at, 1);
    }
    this.#fresh.remove(item);
  }

  /** The run has ended, or has never begun. */
  finish({ person, runId }: Item, reason: RunReason): void {
    if (this.#busy.get(person) === runId) this.#busy.delete(person);
    if (reason === "ok" || reason === "error") this.#timeouts.delete(person);
    if (reason !== "time") return;
    const timeouts = (this.#timeouts.get(person) ?? 0) + 1;
    this.#timeouts.delete(person);
    this.#timeouts.set(person, timeouts);
    if (this.#timeouts.size > REMEMBERED_PEOPLE)
      for (const oldest of this.#timeouts.keys()) {
        this.#timeouts.delete(oldest);
        break;
      }
  }

  /** Those that wait for their beginning, in the order in which they would begin if nothing more came. */
  inOrder(): Item[] {
    return [...this.#fresh.inOrder(), ...this.#long.filter((item) => item.used === 0)];
  }

  readonly #mayRun = ({ person, runId }: Item): boolean => (this.#busy.get(person) ?? runId) === runId;

  #penalty(person: string): number {
    return Math.max(0, (this.#timeouts.get(person) ?? 0) - FREE_TIMEOUTS) * TIMEOUT_PENALTY;
  }

  #rank(item: Item): number {
    return item.used + this.#penalty(item.person);
  }

  #insert(item: Item): void {
    const rank = this.#rank(item);
    const at = this.#long.findIndex((other) => this.#rank(other) > rank);
    this.#long.splice(at < 0 ? this.#long.length : at, 0, item);
  }

  #takeLong(): Item | undefined {
    const parked = this.#long.filter((item) => item.parked);
    const next = parked.length >= MANY_PARKED ? parked[0] : this.#long.find(this.#mayRun);
    if (next) this.#long.splice(this.#long.indexOf(next), 1);
    return next;
  }
}
