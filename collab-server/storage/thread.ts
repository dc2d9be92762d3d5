/** A worker thread that answers requests. It is started by the first one, and again by the next if it dies. */
import { type Transferable, Worker } from "node:worker_threads";
import { type Failure, fromFailure } from "./failure.ts";
import { StorageAway } from "./storage.ts";

export interface Call<Request> {
  id: number;
  request: Request;
}
export type Answer = { id: number; value: unknown } | { id: number; failure: Failure };

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** `Kinds` maps a request's `kind` to what it is answered with. */
export class Thread<Request extends { kind: string }, Kinds extends Record<Request["kind"], unknown>> {
  readonly #file: URL;
  readonly #databaseUrl: string;
  readonly #onDied: () => void;
  #worker: Worker | null = null;
  #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #disposed = false;

  /** `onDied` is called before those who wait are refused. */
  constructor(file: URL, databaseUrl: string, onDied: () => void = () => {}) {
    this.#file = file;
    this.#databaseUrl = databaseUrl;
    this.#onDied = onDied;
  }

  /** Rejects as the thread's work does, or with StorageAway if the thread dies or is disposed of. */
  call<Kind extends Request["kind"]>(
    request: Extract<Request, { kind: Kind }>,
    transfer: Transferable[] = [],
  ): Promise<Kinds[Kind]> {
    if (this.#disposed) return Promise.reject(new StorageAway("The storage is closed."));
    this.#worker ??= this.#start();
    const id = this.#nextId++;
    this.#worker.postMessage({ id, request } satisfies Call<Request>, transfer);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #start(): Worker {
    const worker = new Worker(this.#file, { workerData: { databaseUrl: this.#databaseUrl } });
    worker.on("message", (answers: Answer[]) => {
      for (const answer of answers) {
        const waiting = this.#waiting.get(answer.id);
        this.#waiting.delete(answer.id);
        if ("failure" in answer) waiting?.reject(fromFailure(answer.failure));
        else waiting?.resolve(answer.value as never);
      }
    });
    worker.on("error", (error) => this.#died(worker, error instanceof Error ? error.message : String(error)));
    worker.on("exit", () => this.#died(worker, "it ended"));
    return worker;
  }

  #died(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#onDied();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new StorageAway(`The storage thread failed: ${why}`));
  }

  /** Answers what was asked before, then ends the thread. `close` is the request that makes it let go of the database. */
  async dispose(close: Extract<Request, { kind: "close" }>): Promise<void> {
    if (this.#disposed) return;
    const worker = this.#worker;
    const closed = worker ? this.call(close as never).catch(() => undefined) : undefined;
    this.#disposed = true;
    await closed;
    await worker?.terminate();
  }
}
