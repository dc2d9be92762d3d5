/** An answer that is said while it comes about: JSON, a value a line. */
import { Failure } from "./failure.ts";

/** Takes one value for the reader; once they are gone, without effect. */
export type Say<T> = (value: T) => void;

/**
 * Answers with what `telling` says. Whatever it throws before its first word is thrown, for the answer still has a
 * status; behind it, the last line is `{"kind":"failed","message"}`. Its `signal` says that nobody listens any more.
 */
export async function sayLines<T>(
  leaves: AbortSignal,
  telling: (say: Say<T | { kind: "failed"; message: string }>, signal: AbortSignal) => Promise<void>,
): Promise<Response> {
  const gone = new AbortController();
  const signal = AbortSignal.any([leaves, gone.signal]);
  const begun = Promise.withResolvers<void>();
  const encoder = new TextEncoder();
  let said = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (value: T | { kind: "failed"; message: string }) => {
        if (gone.signal.aborted) return;
        controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
        said = true;
        begun.resolve();
      };
      telling(say, signal)
        .catch((error: unknown) => {
          if (!said) return begun.reject(error);
          if (!(error instanceof Failure)) console.error(error);
          say({
            kind: "failed",
            message: error instanceof Failure ? error.message : "Something went wrong on the server.",
          });
        })
        .then(() => {
          begun.resolve();
          if (!gone.signal.aborted) controller.close();
        })
        .catch(() => {});
    },
    cancel: () => gone.abort(),
  });
  await begun.promise;
  // Proxies keep a small answer back until it is whole, and some compress it for that.
  const headers = { "Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no" };
  return new Response(body, { headers: { ...headers, "Content-Type": "application/x-ndjson" } });
}
