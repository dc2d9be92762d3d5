/**
 * Appends on their way to the SQLite writer. Those of one moment go in one message and one commit. An edit that comes
 * alone is handed over at the end of its turn; where a thousand people type, each commit that is saved is processor
 * time for all of them, so the more came last time, the longer the next wait.
 */
import type { PersonId } from "#protocol/ids";
import type { Failure } from "./failure.ts";
import { fromFailure } from "./failure.ts";
import { type Generations, OVERTAKING } from "./generations.ts";
import { type LogEntry, StorageAway } from "./storage.ts";

/** Updates one behind the other: a buffer of its own for each would cost more than what is in it. */
export interface PackedAppends {
  documents: string[];
  persons: (PersonId | null)[];
  /** Client ids to bind, for those that bring any. */
  binds: (number[] | undefined)[];
  generations: (number | undefined)[];
  lengths: Uint32Array;
  bytes: Uint8Array;
}

/** Those that were refused, by their place. All others are durable. */
export type AppendFailures = [place: number, failure: Failure][];

/** In one message. Beyond it, the first ones' acknowledgement would wait for the last ones' rows. */
const MAX_TOGETHER = 500;
/** Milliseconds that the next message waits for each append of this one, and at most. */
const WAIT = { each: 1, longest: 10 };

/** Bytes of the room in which the updates gather. */
const ROOM = 64 * 1024;

interface Waiting {
  entry: LogEntry;
  resolve(): void;
  reject(error: Error): void;
}

export class SqliteAppends {
  readonly #send: (packed: PackedAppends) => Promise<AppendFailures>;
  readonly #generations: Generations;
  #gathered: Waiting[] = [];
  /** Their bytes: the caller's own may be used again as soon as it has been called. */
  #bytes = new Uint8Array(ROOM);
  #used = 0;
  #scheduled = false;
  /** When the next message may go. */
  #notBefore = 0;

  constructor(send: (packed: PackedAppends) => Promise<AppendFailures>, generations: Generations) {
    this.#send = send;
    this.#generations = generations;
  }

  append(entry: LogEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#gathered.push({ entry: { ...entry, bytes: this.#keep(entry.bytes) }, resolve, reject });
      if (this.#gathered.length >= MAX_TOGETHER) return this.flush();
      if (this.#scheduled) return;
      this.#scheduled = true;
      const wait = this.#notBefore - performance.now();
      if (wait <= 0) setImmediate(this.flush);
      else setTimeout(this.flush, wait);
    });
  }

  /** Hands over what has gathered. */
  flush = (): void => {
    this.#scheduled = false;
    const gathered = this.#gathered;
    this.#gathered = [];
    this.#used = 0;
    const group = gathered.filter((waiting) => {
      // It was refused while they gathered: what a new thread cannot know.
      const admitted = this.#generations.admits(waiting.entry.generation);
      if (!admitted) waiting.reject(new StorageAway(OVERTAKING));
      return admitted;
    });
    if (group.length === 0) return;
    this.#notBefore = performance.now() + Math.min(group.length * WAIT.each, WAIT.longest);
    this.#send(pack(group.map(({ entry }) => entry))).then(
      (failures) => {
        for (const [place, failure] of failures) group[place]?.reject(fromFailure(failure));
        // Of a promise that was rejected this does nothing.
        for (const { resolve } of group) resolve();
      },
      (error: Error) => {
        for (const { reject } of group) reject(error);
      },
    );
  };

  #keep(bytes: Uint8Array): Uint8Array {
    if (bytes.length > ROOM) return new Uint8Array(bytes);
    if (this.#used + bytes.length > ROOM) {
      // What was kept in the old one stays there.
      this.#bytes = new Uint8Array(ROOM);
      this.#used = 0;
    }
    const kept = this.#bytes.subarray(this.#used, this.#used + bytes.length);
    kept.set(bytes);
    this.#used += bytes.length;
    return kept;
  }
}

function pack(entries: LogEntry[]): PackedAppends {
  const lengths = Uint32Array.from(entries, ({ bytes }) => bytes.length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const entry of entries) {
    bytes.set(entry.bytes, at);
    at += entry.bytes.length;
  }
  return {
    documents: entries.map(({ document }) => document),
    persons: entries.map(({ person }) => person),
    binds: entries.map(({ bind }) => bind),
    generations: entries.map(({ generation }) => generation),
    lengths,
    bytes,
  };
}

/** The entry at each place, its bytes a view. */
export function* unpack(packed: PackedAppends): Generator<LogEntry> {
  let at = 0;
  for (let place = 0; place < packed.documents.length; place++) {
    const length = packed.lengths[place] as number;
    const generation = packed.generations[place];
    yield {
      document: packed.documents[place] as LogEntry["document"],
      person: packed.persons[place] ?? null,
      bind: packed.binds[place] ?? [],
      bytes: packed.bytes.subarray(at, at + length),
      ...(generation === undefined ? {} : { generation }),
    };
    at += length;
  }
}
