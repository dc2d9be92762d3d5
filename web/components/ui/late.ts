/** Scripts that no first view needs: fetched when they are first asked for, or once the page has time. */
import { useEffect, useState } from "react";

export interface Late<T> {
  /** What was fetched, or null. */
  get(): T | null;
  /** Fetches once; after a failure the next call tries again. */
  load(): Promise<T>;
  subscribe(listener: () => void): () => void;
}

const all = new Set<Late<unknown>>();

export function late<T>(fetch: () => Promise<T>): Late<T> {
  let here: T | null = null;
  let loading: Promise<T> | null = null;
  const listeners = new Set<() => void>();
  const source: Late<T> = {
    get: () => here,
    load() {
      loading ??= fetch().then(
        (loaded) => {
          here = loaded;
          for (const listener of [...listeners]) listener();
          return loaded;
        },
        (error: unknown) => {
          loading = null;
          throw error;
        },
      );
      return loading;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  all.add(source);
  return source;
}

/** Fetches all of them: what opens on a press should open at once, and without a connection too. */
export function loadAllLate(): void {
  for (const source of all) source.load().catch(() => undefined);
}

/** Fetches it when `wanted` is first truthy, and again for each new `wanted` after a failure. */
export function useLate<T extends object>(source: Late<T>, wanted: unknown): T | null {
  const [here, setHere] = useState<T | null>(source.get);
  useEffect(() => {
    if (!wanted || here) return;
    let gone = false;
    source.load().then(
      (loaded) => gone || setHere(loaded),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [source, wanted, here]);
  return here;
}

/** Where nothing has to be fetched, nothing competes with what the page waits for. */
function scriptsWereCached(): boolean {
  const scripts = performance
    .getEntriesByType("resource")
    .filter(
      (entry): entry is PerformanceResourceTiming => "initiatorType" in entry && entry.initiatorType === "script",
    );
  return (
    scripts.length > 0 && scripts.every(({ transferSize, decodedBodySize }) => !transferSize && decodedBodySize > 0)
  );
}

/** Milliseconds an idle moment is waited for at most. */
const IDLE_WITHIN = 1_000;

/** Runs it when the page is idle, after `delay` milliseconds unless its scripts came from the cache. Returns what cancels it. */
export function whenIdle(delay: number, task: () => void): () => void {
  let idle = 0;
  const timer = setTimeout(
    () => {
      // Safari has no idle callbacks.
      if (typeof requestIdleCallback === "undefined") task();
      else idle = requestIdleCallback(task, { timeout: IDLE_WITHIN });
    },
    scriptsWereCached() ? 0 : delay,
  );
  return () => {
    clearTimeout(timer);
    if (idle) cancelIdleCallback(idle);
  };
}
