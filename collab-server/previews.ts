/**
 * The console of a room's preview. Everybody's browser runs the page; that of one person speaks: whoever opened,
 * loaded or touched it last. The others are silent, so that five people do not print five times. When that person
 * closes it or goes, the one before them speaks. The server takes what this one connection says, bounds it, and keeps it.
 */
import { makeRunId, type RunId } from "#protocol/ids";
import type { ClientMessage, RunRecord, ServerMessage } from "#protocol/messages";
import { RUN_LIMITS } from "#protocol/runs";
import type { Channel } from "./channel.ts";
import { PREVIEW_SLACK } from "./limits.ts";
import { RunOutput } from "./run-output.ts";

export interface PreviewsOptions {
  broadcast(message: ServerMessage): void;
  /** Stores a console that is closed. */
  keep(record: RunRecord): void;
  /** The run that began last in the room, of whatever kind. */
  newest(): RunId | null;
}

interface Told {
  record: RunRecord;
  output: RunOutput;
  /** Characters since it began or was cleared. */
  printed: number;
}

type Said<T extends ClientMessage["type"]> = Extract<ClientMessage, { type: T }>;

export class Previews {
  readonly #options: PreviewsOptions;
  /** Pages that are looked at, in the order in which they were touched: the last one speaks. */
  readonly #open = new Map<Channel, string>();
  #speaker: Channel | null = null;
  /** What a page says carries the number of the turn in which it says it: of an earlier one it is passed over. */
  #turn = 0;
  /** None, until the page says something: one that is silent leaves no record. */
  #told: Told | null = null;

  constructor(options: PreviewsOptions) {
    this.#options = options;
  }

  /** What is said just now, for whoever comes. */
  going(): RunRecord[] {
    const told = this.#told;
    return told ? [{ ...told.record, ...told.output.transcript() }] : [];
  }

  /** Its person has opened, loaded or touched it: it speaks from now on, in the room's newest record. */
  open(channel: Channel, { page, quiet }: Said<"preview.open">) {
    if (!channel.rates.preview.take()) return channel.refuse("rate-limited");
    if (quiet && this.#speaker && this.#speaker !== channel) {
      // Behind all others, so that it takes its turn only when none is left.
      const others = [...this.#open].filter(([one]) => one !== channel);
      this.#open.clear();
      for (const [one, its] of [[channel, page] as const, ...others]) this.#open.set(one, its);
      return;
    }
    const same = this.#speaker === channel && this.#open.get(channel) === page;
    this.#open.delete(channel);
    this.#open.set(channel, page);
    const behind = this.#told !== null && this.#told.record.runId !== this.#options.newest();
    if (!same || behind) this.#give(channel);
  }

  print(channel: Channel, { turn, stream, text }: Said<"preview.print">) {
    if (!channel.rates.preview.take()) return channel.refuse("rate-limited");
    if (!this.#speaks(channel, turn)) return;
    this.#told ??= this.#begin(channel);
    const kept = text.slice(0, Math.max(0, RUN_LIMITS.output + PREVIEW_SLACK - this.#told.printed));
    if (kept === "") return;
    this.#told.printed += kept.length;
    const { runId } = this.#told.record;
    this.#options.broadcast({ type: "run.output", runId, ...this.#told.output.add(stream, kept) });
  }

  /** The page was loaded anew, or has cleared its console: what stood there is gone, for whoever comes later too. */
  clear(channel: Channel, turn: number) {
    if (!channel.rates.preview.take()) return channel.refuse("rate-limited");
    if (!this.#told || !this.#speaks(channel, turn)) return;
    const { record, output } = this.#told;
    const seq = output.clear();
    record.cleared = seq;
    this.#told.printed = 0;
    this.#options.broadcast({ type: "run.cleared", runId: record.runId, seq });
  }

  /** Nobody looks at it on that connection any more, or the connection is gone. */
  close(channel: Channel): void {
    this.#open.delete(channel);
    if (this.#speaker === channel) this.#give([...this.#open.keys()].findLast((one) => one.may("run.start")) ?? null);
  }

  #speaks(channel: Channel, turn: number): boolean {
    return this.#speaker === channel && this.#turn === turn;
  }

  /** Its page says everything anew, from where it was loaded. */
  #give(channel: Channel | null): void {
    this.#end();
    if (this.#speaker !== channel) this.#speaker?.send({ type: "preview.turn", turn: 0 });
    this.#speaker = channel;
    this.#turn++;
    channel?.send({ type: "preview.turn", turn: this.#turn });
  }

  #begin(channel: Channel): Told {
    const entry = this.#open.get(channel) ?? "";
    const head = { runId: makeRunId(), requestId: makeRunId(), entry, by: channel.author(), at: Date.now() };
    this.#options.broadcast({ type: "run.started", ...head });
    return { record: { ...head, output: [], ended: null }, output: new RunOutput(), printed: 0 };
  }

  #end(): void {
    if (!this.#told) return;
    const { record, output } = this.#told;
    this.#told = null;
    Object.assign(record, output.transcript());
    const ended = { reason: "ok", cpuMs: 0, wallMs: Date.now() - record.at } as const;
    record.ended = ended;
    this.#options.broadcast({ type: "run.ended", runId: record.runId, ...ended });
    if (record.output.length > 0) this.#options.keep(record);
  }
}
