/** Rooms full of people who type and move, on one server: what arrives, how late, and what it costs the server. */
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../figures.ts";
import { type LoadClient, noteArrivals, type Typed, until } from "./client.ts";
import { pace } from "./pace.ts";
import type { System } from "./systems.ts";

export interface CrowdShape {
  rooms: number;
  /** In each room. */
  people: number;
  /** Of them, how many type, and how often each, letters a second. */
  writers: number;
  letters: number;
  /** How often each person moves a cursor, times a second. */
  moves: number;
  /** Of a room's people, how many look closely at what comes; of the others, edits are counted. */
  watchers: number;
}

export interface CrowdResult {
  /** Milliseconds from typing a letter to its arrival at another. */
  samples: number[];
  /** Letters typed, and arrivals of one at another person that there should be, and that there were. */
  typed: number;
  expected: number;
  delivered: number;
  /** Seconds of the server's processor, and seconds that passed meanwhile. */
  cpu: number;
  wall: number;
}

export const noResult = (): CrowdResult => ({ samples: [], typed: 0, expected: 0, delivered: 0, cpu: 0, wall: 0 });

/** Milliseconds for what was typed last to arrive. */
const PATIENCE = 10_000;

export class Crowd {
  readonly system: System;
  readonly #shape: CrowdShape;
  readonly #rooms: LoadClient[][] = [];
  readonly #typed: Typed = new Map();

  private constructor(system: System, shape: CrowdShape) {
    this.system = system;
    this.#shape = shape;
  }

  /** All of them in their rooms. */
  static async gather(system: System, shape: CrowdShape): Promise<Crowd> {
    const crowd = new Crowd(system, shape);
    for (let room = 0; room < shape.rooms; room++) crowd.#rooms.push([]);
    const seats = crowd.#rooms.flatMap((_, room) =>
      Array.from({ length: shape.people }, (_, person) => [room, person]),
    );
    // A few at a time: how they come in is measured elsewhere.
    for (let at = 0; at < seats.length; at += 50) {
      await Promise.all(
        seats.slice(at, at + 50).map(async ([room, person]) => {
          const client = await system.join(room as number, person as number);
          (crowd.#rooms[room as number] as LoadClient[])[person as number] = client;
        }),
      );
    }
    return crowd;
  }

  /** Adds a round's figures to `into`. */
  async round(seconds: number, into: CrowdResult): Promise<void> {
    const { people, writers, letters, moves, watchers } = this.#shape;
    const everyone = this.#rooms.flat();
    const typing = this.#rooms.flatMap((room) => room.slice(0, writers));
    // The last ones watch, so that what a writer sees is what others see, too.
    const watching = this.#rooms.flatMap((room) => room.slice(people - watchers));
    let arrived = 0;
    for (const client of watching) {
      client.onUpdate = (update) => {
        arrived += noteArrivals(update, this.#typed, into.samples);
      };
    }
    for (const client of typing) if (!this.#typed.has(client.client)) this.#typed.set(client.client, []);
    const before = await this.system.usage();
    const began = performance.now();
    const type = pace(letters * typing.length, seconds, (n) => {
      const writer = typing[n % typing.length] as LoadClient;
      this.#typed.get(writer.client)?.push(performance.now());
      writer.type();
    });
    const move = pace(moves * everyone.length, seconds, (n) => (everyone[n % everyone.length] as LoadClient).move());
    await Promise.all([type, move]);
    const typed = Math.round(letters * typing.length * seconds);
    // A watcher who also writes is not told of its own.
    const own = Math.max(0, writers + watchers - people) * this.#rooms.length * letters * seconds;
    const wanted = (typed / this.#rooms.length) * watching.length - own;
    await until(() => arrived >= wanted, PATIENCE);
    const after = await this.system.usage();
    into.wall += (performance.now() - began) / 1000;
    into.cpu += after.cpu - before.cpu;
    into.typed += typed;
    const expected = typed * (people - 1);
    into.expected += expected;
    into.delivered += expected * Math.min(1, arrived / wanted);
    for (const client of watching) client.onUpdate = null;
    await wait(500);
  }

  leave(): void {
    for (const client of this.#rooms.flat()) client.close();
  }
}

/** Microseconds of the server's processor for each edit that reached somebody. */
export const costOf = (result: CrowdResult): number => (result.cpu * 1e6) / result.delivered;

export function describe(result: CrowdResult): string {
  const { samples, cpu, wall, delivered, expected } = result;
  const at = (part: number) => percentile(samples, part).toFixed(samples.length > 0 ? 1 : 0);
  return [
    `${costOf(result).toFixed(1)} µs of CPU a delivered update`,
    `key → peer p50 ${at(0.5)}, p99 ${at(0.99)} ms`,
    `CPU ${((100 * cpu) / wall).toFixed(0)} %`,
    `${((100 * delivered) / expected).toFixed(1)} % of ${(expected / 1000).toFixed(0)} k arrived`,
  ].join(", ");
}
