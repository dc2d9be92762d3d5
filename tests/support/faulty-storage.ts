/** Any `Storage`, with a database that a test can take away, slow down, let fail at one append, or hold at a call. */
import { Generations, OVERTAKING } from "#collab-server/storage/generations";
import { type LogEntry, type Storage, StorageAway } from "#collab-server/storage/storage";

type Method = "load" | "append" | "bind" | "compact" | "member" | "room" | "healthy";

/** Holds calls until the test lets them go: interleavings are chosen, not hoped for. */
export class Gate {
  #held: (() => void)[] = [];
  #arriving: { wanted: number; resolve(): void }[] = [];
  #open = false;

  /** Calls that wait now. */
  get waiting(): number {
    return this.#held.length;
  }

  pass(): Promise<void> {
    if (this.#open) return Promise.resolve();
    return new Promise((resolve) => {
      this.#held.push(resolve);
      this.#arriving = this.#arriving.filter(({ wanted, resolve: arrived }) => {
        if (wanted > this.#held.length) return true;
        arrived();
        return false;
      });
    });
  }

  /** Resolves once so many calls wait. */
  holds(wanted = 1): Promise<void> {
    if (this.#held.length >= wanted) return Promise.resolve();
    return new Promise((resolve) => this.#arriving.push({ wanted, resolve }));
  }

  /** Lets the oldest call go. */
  releaseOne(): void {
    this.#held.shift()?.();
  }

  /** Lets all go, and whoever comes. */
  open(): void {
    this.#open = true;
    for (const release of this.#held.splice(0)) release();
  }

  shut(): void {
    this.#open = false;
  }
}

export class Faults {
  /** Every call is refused with `StorageAway`. */
  away = false;
  /** Milliseconds that each call takes longer. */
  latency: (() => number) | null = null;
  /** Whether the n-th append, from 1, is refused before it is stored, or after: its answer is lost. */
  failAppend: ((n: number) => "before" | "after" | null) | null = null;
  /** Calls wait here before they reach the storage, or before their answer reaches the caller. */
  readonly before: Partial<Record<Method, Gate>> = {};
  readonly after: Partial<Record<Method, Gate>> = {};
  appends = 0;
}

export interface FaultyStorage extends Storage {
  readonly faults: Faults;
}

export function makeFaulty(storage: Storage): FaultyStorage {
  const faults = new Faults();
  const generations = new Generations();
  /** Appends reach the storage in the order of the calls, however long each is held. */
  let last = Promise.resolve();

  const delay = async (name: Method) => {
    const ms = faults.latency?.() ?? 0;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    await faults.before[name]?.pass();
  };
  const call = async (name: Method, run: () => Promise<unknown>, entry?: LogEntry): Promise<unknown> => {
    const n = name === "append" ? ++faults.appends : 0;
    if (name === "append") {
      last = last.then(() => delay(name));
      await last;
    } else await delay(name);
    const failing = n > 0 ? (faults.failAppend?.(n) ?? null) : null;
    if (faults.away || failing === "before") {
      if (name === "healthy") return false;
      generations.refuse(entry?.generation);
      throw new StorageAway("taken away by the test");
    }
    if (!generations.admits(entry?.generation)) throw new StorageAway(OVERTAKING);
    const result = await run();
    if (failing === "after") {
      generations.refuse(entry?.generation);
      throw new StorageAway("the answer was lost by the test");
    }
    await faults.after[name]?.pass();
    return result;
  };
  return new Proxy(storage as FaultyStorage, {
    get(target, name) {
      if (name === "faults") return faults;
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== "function" || name === "dispose") return value;
      return (...args: unknown[]) => {
        const entry = name === "append" ? (args[0] as LogEntry) : undefined;
        return call(name as Method, () => value.apply(target, args) as Promise<unknown>, entry);
      };
    },
  });
}
