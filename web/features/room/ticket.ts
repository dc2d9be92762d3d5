/** Fetches tickets for the sync connection: one request for all documents, kept until shortly before it expires. */
import type { TicketBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";

/** Milliseconds before its end at which a ticket is renewed: a slow handshake must not outlive it. */
const MARGIN = 30_000;

export type TicketRefusal = "signed-out" | "removed" | "gone";

/** The person may not enter: no use in trying again. */
export class TicketRefused extends Error {
  readonly refusal: TicketRefusal;
  constructor(refusal: TicketRefusal) {
    super(`No ticket: ${refusal}`);
    this.refusal = refusal;
  }
}

const REFUSALS: Record<number, TicketRefusal> = { 401: "signed-out", 403: "removed", 404: "gone" };

export class Tickets {
  #room: RoomId;
  #current: Promise<TicketBody> | null = null;

  constructor(room: RoomId) {
    this.#room = room;
  }

  /** Throws `TicketRefused`, or any other error while the server cannot be reached. */
  async take(): Promise<string> {
    this.#current ??= this.#fetch();
    try {
      const { ticket, expiresAt } = await this.#current;
      if (expiresAt - MARGIN > Date.now()) return ticket;
    } catch (error) {
      this.#current = null;
      throw error;
    }
    this.#current = this.#fetch();
    try {
      return (await this.#current).ticket;
    } catch (error) {
      this.#current = null;
      throw error;
    }
  }

  /** The server did not take the last one. */
  forget(): void {
    this.#current = null;
  }

  async #fetch(): Promise<TicketBody> {
    const answer = await fetch(`/api/rooms/${this.#room}/ticket`, { method: "POST" });
    const refusal = REFUSALS[answer.status];
    if (refusal) throw new TicketRefused(refusal);
    if (!answer.ok) throw new Error(`Ticket: status ${answer.status}`);
    return (await answer.json()) as TicketBody;
  }
}
