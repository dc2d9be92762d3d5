/**
 * Guessing at codes is slowed: of the wrong codes from one address those after the tenth in a minute are answered
 * late, those after the thirtieth with 429. A right code is never slowed: a class behind one address keeps joining.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.ts";

/** Milliseconds. */
const WINDOW = 60_000;
const DELAYED_AFTER = 10;
const REFUSED_AFTER = 30;
/** Milliseconds. Long enough to spoil guessing, short enough for a person who mistypes. */
const DELAY = 700;
/** Addresses remembered at once; the oldest are forgotten first. */
const MAX_ADDRESSES = 20_000;

interface Window {
  since: number;
  wrong: number;
}

const KEY = Symbol.for("pairlab.web.wrong-codes");
type Global = typeof globalThis & { [KEY]?: Map<string, Window> };

/** Next may load this file once a route; the counts are the process's. */
function windows(): Map<string, Window> {
  const here = globalThis as Global;
  here[KEY] ??= new Map();
  return here[KEY];
}

/** Counts one wrong code and fails: with 404, at once or late, or with 429 and when to try again. */
export async function refuseWrongCode(address: string, now = Date.now()): Promise<never> {
  const all = windows();
  let window = all.get(address);
  if (!window || now - window.since >= WINDOW) {
    window = { since: now, wrong: 0 };
    all.delete(address);
    all.set(address, window);
    const oldest = all.keys().next().value;
    if (all.size > MAX_ADDRESSES && oldest !== undefined) all.delete(oldest);
  }
  window.wrong++;
  if (window.wrong > REFUSED_AFTER) {
    const seconds = Math.max(1, Math.ceil((window.since + WINDOW - now) / 1000));
    throw new Failure(429, "too-many", `Too many wrong codes. Wait ${seconds} seconds, then try again.`, {
      "Retry-After": String(seconds),
    });
  }
  if (window.wrong > DELAYED_AFTER) await sleep(DELAY);
  throw new Failure(404, "no-room", "No room has that code. Check it with whoever gave it to you.");
}

/** Forgets every count. For tests. */
export function forgetWrongCodes(): void {
  windows().clear();
}
