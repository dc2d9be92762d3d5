/** A room's hidden tests over HTTP. Each function answers with what is there, or the sentence that says why not. */
import type { ErrorBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import type { HiddenTestBody, TrialWord } from "#protocol/tests";

/** `code`: `changed`, `gone` or `taken` where somebody else was faster. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: string; why: string };

interface Question {
  method: string;
  body?: object;
  /** Behind the path. */
  more?: string;
  signal?: AbortSignal;
}

async function ask<T>(
  room: RoomId,
  { method, body, more = "", signal }: Question,
  read: (answer: Response) => Promise<T> = (answer) => answer.json(),
): Promise<Answer<T>> {
  try {
    const answer = await fetch(`/api/rooms/${room}/hidden-tests${more}`, {
      method,
      ...(signal ? { signal } : {}),
      ...(body ? { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    if (answer.ok) return { ok: true, value: await read(answer) };
    const { code, message } = ((await answer.json()) as ErrorBody).error;
    return { ok: false, code, why: message };
  } catch {
    return { ok: false, code: "unreachable", why: "The server could not be reached. Try again." };
  }
}

export const listHidden = (room: RoomId) => ask<{ tests: HiddenTestBody[] }>(room, { method: "GET" });

export interface HiddenChange {
  path: string;
  text: string;
  /** `updatedAt` of the version that was changed; null for a new file. */
  base: number | null;
  /** The path it had. */
  from?: string;
}
export const saveHidden = (room: RoomId, change: HiddenChange) =>
  ask<{ test: HiddenTestBody }>(room, { method: "PUT", body: change });
export const removeHidden = (room: RoomId, path: string, base: number) =>
  ask<{ removed: string }>(room, { method: "DELETE", body: { path, base } });

/**
 * Runs them on the room's files as they stand; nothing is kept, and nobody else sees it. `heard` is told how it goes,
 * as it goes; the answer comes when all are over.
 */
export function tryHidden(
  room: RoomId,
  test: { path: string; text: string },
  signal: AbortSignal,
  heard: (word: TrialWord) => void,
): Promise<Answer<TrialWord["kind"] | undefined>> {
  return ask(room, { method: "POST", body: test, more: "/try", signal }, async ({ body }) => {
    if (!body) throw new Error("An answer without a body.");
    let last: TrialWord["kind"] | undefined;
    for await (const word of readLines<TrialWord>(body)) {
      last = word.kind;
      heard(word);
    }
    if (last !== "end" && last !== "failed") throw new Error("The answer broke off.");
    return last;
  });
}

/** The values of an answer that has one a line, each as soon as it is there. */
export async function* readLines<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as T;
  }
}
