/** What goes wrong in the page, in sentences: errors that nobody caught, and files that could not be loaded. */
import { type Showing, show } from "./inspect.ts";
import type { Places } from "./places.ts";

/** Sentences that are said once each. */
const ONCE = 200;
/** How often the same error is shown. */
const REPEATS = 5;

/** `names`: what can be imported by name. */
export function watchTrouble(print: (text: string) => void, places: Places, showing: Showing, names: string[]): void {
  const said = new Set<string>();
  const once = (sentence: string) => {
    if (said.has(sentence) || said.size >= ONCE) return;
    said.add(sentence);
    print(`${sentence}\n`);
  };
  const counts = new Map<string, number>();
  // What goes wrong in each frame of an animation goes wrong sixty times a second.
  const error = (text: string) => {
    const count = (counts.get(text) ?? 0) + 1;
    if (count > REPEATS || counts.size > ONCE) return;
    counts.set(text, count);
    print(`${text}\n`);
    if (count === REPEATS) print("The same error again and again. It is not repeated here.\n");
  };
  const shelf = `What can be imported by name: ${names.join(", ")}.`;
  const missing = (address: string) => {
    const path = places.path(address);
    if (path !== null) once(`${path} could not be loaded: there is no such file in this room.`);
    return path !== null;
  };

  addEventListener(
    "error",
    (event: Event) => {
      if (!(event instanceof ErrorEvent)) return resource(event.target);
      const { message, error: thrown, filename, lineno, colno } = event;
      const bare = bareImport(message);
      if (bare !== null) return once(sentenceOf(bare, shelf));
      if (!thrown && /^script error/i.test(message)) {
        return once("An error in a script that this page has added. Its place is not known.");
      }
      const place = places.place(filename, lineno, colno);
      const stack = thrown instanceof Error ? places.stack(thrown) : thrown ? show(thrown, showing) : message;
      const said = /^uncaught/i.test(stack) ? stack : `Uncaught ${stack}`;
      error(place && !stack.includes("\n    at ") ? `${said}\n    at ${place}` : said);
    },
    true,
  );

  addEventListener("unhandledrejection", ({ reason }) => {
    const bare = reason instanceof Error ? bareImport(reason.message) : null;
    if (bare !== null) return once(sentenceOf(bare, shelf));
    error(`Uncaught (in promise) ${reason instanceof Error ? places.stack(reason) : show(reason, showing)}`);
  });

  addEventListener("securitypolicyviolation", ({ blockedURI }) => {
    if (!/^[a-z]+:/.test(blockedURI)) return;
    once(
      `${blockedURI.slice(0, 300)} was not loaded: a preview loads the files of this room and no other address. ${shelf}`,
    );
  });

  function resource(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    const { src, href, data } = target as Element & { src?: unknown; href?: unknown; data?: unknown };
    const address = [src, href, data].find((one) => typeof one === "string" && one !== "") as string | undefined;
    if (address === undefined) return;
    if (!(target instanceof HTMLScriptElement) || target.type !== "module") return void missing(address);
    const path = places.path(address);
    if (path !== null && !lost.has(address)) {
      once(`${path} did not run: it, or something that it imports, is missing or is no JavaScript.`);
    }
  }

  /** Addresses that the server has not found. */
  const lost = new Set<string>();
  if (typeof PerformanceObserver !== "function") return;
  new PerformanceObserver((list) => {
    for (const { name, responseStatus } of list.getEntries() as PerformanceResourceTiming[]) {
      if (responseStatus < 400 || lost.size >= ONCE) continue;
      lost.add(name);
      missing(name);
    }
  }).observe({ type: "resource", buffered: true });
}

/** The name that an import could not find, in the words of each browser; null of another error. */
function bareImport(message: string): string | null {
  return (
    /module specifier,? (["'])([\s\S]*?)\1(?=\. |\.?$| does not start)/i.exec(message)?.[2] ??
    /The specifier [“"]([\s\S]*?)[”"] was a bare specifier/.exec(message)?.[1] ??
    null
  );
}

/** A name with a space is no name: the server says so what it cannot make a script of. */
function sentenceOf(bare: string, shelf: string): string {
  if (bare.includes(" ")) return bare;
  return `There is no ${bare} to import on this server. ${shelf} A file of this room is imported by its path: "./${bare}.js".`;
}
