/**
 * Runs first in every page of a preview: its console and its errors go to the room's page, and libraries come by name.
 * It stands in the same document as the students' code, which may do with it as it likes: whoever hears it believes nothing.
 */
import { takeConsole } from "./console.ts";
import { Pipe, type Said } from "./pipe.ts";
import { Places } from "./places.ts";
import { type Library, offerLibraries } from "./shelf.ts";
import { watchTrouble } from "./trouble.ts";

export interface Config {
  libraries: Record<string, Library>;
  /** Characters that were put into the first line of the page, as text. */
  added: string;
  /** Characters that its console takes. */
  cap: number;
}

export function start({ libraries, added, cap }: Config): void {
  document.currentScript?.remove();
  const places = new Places(location.href, Number(added));
  const showing = { stack: (error: Error) => places.stack(error) };
  const above = top === self ? null : top;
  const post = above?.postMessage.bind(above);
  const send = (said: Said) => post?.(said, "*");
  offerLibraries(libraries, above && ((file) => send({ pairlab: "want", file })));
  if (!above) return;
  const now = performance.now.bind(performance);
  const later = setTimeout.bind(window);
  const pipe = new Pipe(send, (text) => places.plain(text), cap, now, later);
  send({ pairlab: "begun" });
  takeConsole(console, pipe, showing, now, () => places.calls(String(new Error().stack)));
  watchTrouble((text) => pipe.print("err", text), places, showing, Object.keys(libraries));
  const touched = ({ isTrusted }: Event) => isTrusted && pipe.touched();
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touched, true);
}
