/** The tests of a room as its page knows them. */
import type { ServerMessage } from "#protocol/messages";
import type { TestResult, TestsRecord } from "#protocol/tests";
import { createStore } from "#web/features/room/store";

export interface TestsSnapshot {
  /** Null until the server has told. */
  record: TestsRecord | null;
  /** What this page has asked for and nothing is known of yet. */
  asking: string | null;
  /** Why the last request was refused, until the next one. */
  refused: string | null;
}

export class TestLog {
  readonly store = createStore<TestsSnapshot>({ record: null, asking: null, refused: null });
  #ended = new Set<(record: TestsRecord) => void>();

  /** Called when tests that this page has seen running are over. */
  onEnded(listener: (record: TestsRecord) => void): () => void {
    this.#ended.add(listener);
    return () => this.#ended.delete(listener);
  }

  ask(requestId: string): void {
    this.#set({ asking: requestId, refused: null });
  }

  refuse(why: string | null): void {
    this.#set({ asking: null, refused: why });
  }

  receive(message: ServerMessage): void {
    const { record, asking } = this.store.get();
    switch (message.type) {
      case "tests.history":
        this.#set({ record: message.record, asking: null });
        return;
      case "tests.started": {
        const { by, at } = message;
        this.#set({ record: { by, at, running: true, tests: record?.tests ?? [] }, asking: null });
        return;
      }
      case "tests.listed":
        if (record) this.#set({ record: { ...record, tests: message.tests } });
        return;
      case "tests.result": {
        const { test } = message;
        if (record)
          this.#set({ record: { ...record, tests: record.tests.map((one) => (one.id === test.id ? test : one)) } });
        return;
      }
      case "tests.ended": {
        if (!record) return;
        const over = { ...record, running: false };
        this.#set({ record: over, asking: null });
        for (const listener of this.#ended) listener(over);
        return;
      }
      case "refused":
        if (message.requestId !== undefined && message.requestId === asking) this.refuse(message.message);
        return;
      default:
        return;
    }
  }

  #set(change: Partial<TestsSnapshot>): void {
    this.store.set({ ...this.store.get(), ...change });
  }
}

export interface Count {
  passed: number;
  failed: number;
  all: number;
}

/** Those that are skipped are no part of it. */
export function count(tests: readonly TestResult[]): Count {
  const of = (status: TestResult["status"]) => tests.filter((test) => test.status === status).length;
  return { passed: of("passed"), failed: of("failed"), all: tests.length - of("skipped") };
}

/** `3 of 4 tests passed`. */
export function countWords(tests: readonly TestResult[]): string {
  const { passed, all } = count(tests);
  return all === 0 ? "No tests" : `${passed} of ${all} ${all === 1 ? "test" : "tests"} passed`;
}

/** How many of those that run are over. */
export function progressOf(tests: readonly TestResult[]): { done: number; all: number } {
  const going = tests.filter(({ status }) => status === "waiting" || status === "running").length;
  const { all } = count(tests);
  return { done: all - going, all };
}

/** ` Failed: adds, greets and 3 more.` */
export function failedWords(tests: readonly TestResult[]): string {
  const names = tests.filter(({ status }) => status === "failed").map(({ name }) => name);
  if (names.length === 0) return "";
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return ` Failed: ${names.slice(0, NAMED).join(", ")}${more}.`;
}
/** Names that one listens to. */
const NAMED = 3;
