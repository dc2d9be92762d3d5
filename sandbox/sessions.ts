/**
 * Programs that have ended and are kept, so that lines typed after them go on with their values: one a room, a few in
 * all, each for a while after its last line; the one that was used least recently makes place.
 */
import { KEPT_SESSIONS, SESSION_TIME } from "./limits.ts";

interface Session {
  room: string;
  /** A line is under way. */
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
  closed(): void;
}

export class Sessions {
  /** The least recently used first. */
  readonly #sessions = new Map<string, Session>();
  readonly #forget: (runId: string) => void;

  /** `forget` is called with each one that the child need not keep any longer. */
  constructor(forget: (runId: string) => void) {
    this.#forget = forget;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** `closed` is called once, whatever ends it. */
  open(runId: string, room: string, closed: () => void): void {
    this.makePlace(room);
    const session: Session = { room, busy: false, timer: undefined, closed };
    this.#sessions.set(runId, session);
    this.#rest(runId, session);
  }

  /** For a program that may be kept: the room's last one is over, and if all places are taken the oldest goes. */
  makePlace(room: string): void {
    const idle = [...this.#sessions].filter(([, { busy }]) => !busy);
    for (const [runId, session] of idle) if (session.room === room) this.#drop(runId);
    const [oldest] = idle;
    if (oldest && this.#sessions.size >= KEPT_SESSIONS) this.#drop(oldest[0]);
  }

  /** False if it is not open, or a line of it is under way. */
  begin(runId: string): boolean {
    const session = this.#sessions.get(runId);
    if (!session || session.busy) return false;
    session.busy = true;
    clearTimeout(session.timer);
    return true;
  }

  /** The line has ended; it was the last one unless `open`. */
  finish(runId: string, open: boolean): void {
    const session = this.#sessions.get(runId);
    if (!session) return;
    session.busy = false;
    this.#sessions.delete(runId);
    this.#sessions.set(runId, session);
    if (open) this.#rest(runId, session);
    else this.closed(runId);
  }

  /** The child does not keep it any more. */
  closed(runId: string): void {
    const session = this.#sessions.get(runId);
    if (!session) return;
    clearTimeout(session.timer);
    this.#sessions.delete(runId);
    session.closed();
  }

  closeAll(): void {
    for (const runId of [...this.#sessions.keys()]) this.closed(runId);
  }

  #rest(runId: string, session: Session): void {
    session.timer = setTimeout(() => this.#drop(runId), SESSION_TIME);
    session.timer.unref();
  }

  #drop(runId: string): void {
    this.#forget(runId);
    this.closed(runId);
  }
}
