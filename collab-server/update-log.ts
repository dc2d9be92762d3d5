/**
 * The write-ahead log as the gateway sees it: an append resolves when its update is durable, however long the database
 * is away meanwhile. Nothing is dropped; what is held is counted, so that the sockets can be paused.
 */
import type { Backlog } from "./backlog.ts";
import { FIRST_RETRY, LAST_RETRY, QUEUED_OVERHEAD, STALLED } from "./limits.ts";
import { type LogEntry, type Storage, StorageAway } from "./storage/storage.ts";

interface Waiting {
  entry: LogEntry;
  since: number;
  resolve(): void;
  reject(error: unknown): void;
}

export interface UpdateLogEvents {
  /** The database can be written again, or no longer. */
  onAvailable(ok: boolean): void;
  /** Milliseconds of one append that needed no second attempt. */
  onAppended(ms: number): void;
}

export class UpdateLog {
  readonly #storage: Storage;
  readonly #events: UpdateLogEvents;
  readonly #backlog: Backlog;
  /** All that is not durable yet, oldest first. */
  readonly #open = new Set<Waiting>();
  /** Those of them that wait for the database to come back. */
  #away: Waiting[] = [];
  /** Of attempts: a new one begins with each refusal that ends the one before, so that nothing overtakes it. */
  #generation = 0;
  #delay = FIRST_RETRY;
  #timer: NodeJS.Timeout | undefined;
  /** The database answers nothing: a lock, a cable, a host that is gone. Its refusals would come much later. */
  #stalled = false;
  #watch: NodeJS.Timeout | undefined;
  /** What was said last. */
  #told = true;
  #idle: (() => void)[] = [];

  constructor(storage: Storage, events: UpdateLogEvents, backlog: Backlog) {
    this.#storage = storage;
    this.#events = events;
    this.#backlog = backlog;
  }

  get available(): boolean {
    return this.#timer === undefined && !this.#stalled;
  }

  /** Milliseconds that the oldest update has waited to become durable. */
  oldest(now = performance.now()): number {
    for (const waiting of this.#open) return now - waiting.since;
    return 0;
  }

  /** Rejects only with what another attempt cannot mend: ClientIdTaken, RoomGone, a bug. */
  append(entry: LogEntry): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const waiting: Waiting = { entry, since: performance.now(), resolve, reject };
      this.#open.add(waiting);
      this.#backlog.add(costOf(entry));
      this.#watch ??= setTimeout(this.#look, STALLED);
      if (this.#timer === undefined) this.#attempt(waiting, true);
      else this.#away.push(waiting);
    });
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Gives up what waits for the database: for the end of the process. */
  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#watch);
  }

  /** Whether the oldest has waited too long for people not to know it. */
  #look = (): void => {
    this.#watch = undefined;
    if (this.#open.size === 0) return;
    const left = STALLED - this.oldest();
    if (left <= 0) this.#stalled = true;
    else this.#watch = setTimeout(this.#look, Math.ceil(left));
    this.#tell();
  };

  #tell(): void {
    if (this.available === this.#told) return;
    this.#told = this.available;
    this.#events.onAvailable(this.#told);
  }

  #store(waiting: Waiting): Promise<void> {
    return this.#storage.append({ ...waiting.entry, generation: this.#generation });
  }

  #attempt(waiting: Waiting, first: boolean): void {
    this.#store(waiting).then(
      () => {
        if (first) this.#events.onAppended(performance.now() - waiting.since);
        this.#end(waiting);
        waiting.resolve();
      },
      (error: unknown) => {
        if (error instanceof StorageAway) this.#wait(waiting);
        else {
          this.#end(waiting);
          waiting.reject(error);
        }
      },
    );
  }

  #end(waiting: Waiting): void {
    this.#open.delete(waiting);
    this.#backlog.add(-costOf(waiting.entry));
    if (this.#stalled && this.oldest() < STALLED) {
      this.#stalled = false;
      if (this.#open.size > 0) this.#watch ??= setTimeout(this.#look, STALLED);
      this.#tell();
    }
    if (this.#open.size > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  #wait(waiting: Waiting): void {
    this.#away.push(waiting);
    if (this.#timer !== undefined) return;
    this.#generation++;
    this.#delay = FIRST_RETRY;
    this.#timer = setTimeout(this.#probe, this.#delay);
    this.#tell();
  }

  /** Tries the oldest alone; once it is in, all the others follow in their order. */
  #probe = async (): Promise<void> => {
    this.#away.sort((a, b) => a.since - b.since);
    const head = this.#away.shift();
    if (head !== undefined) {
      try {
        await this.#store(head);
        this.#end(head);
        head.resolve();
      } catch (error) {
        if (error instanceof StorageAway) {
          this.#away.unshift(head);
          this.#generation++;
          this.#delay = Math.min(this.#delay * 2, LAST_RETRY);
          this.#timer = setTimeout(this.#probe, this.#delay);
          return;
        }
        this.#end(head);
        head.reject(error);
      }
    }
    this.#timer = undefined;
    const rest = this.#away;
    this.#away = [];
    for (const waiting of rest) this.#attempt(waiting, false);
    this.#tell();
  };
}

/** Bytes of memory: what waits for an update takes more than a keystroke itself. */
const costOf = (entry: LogEntry) => entry.bytes.length + QUEUED_OVERHEAD;
