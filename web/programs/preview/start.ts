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
  /** Characters that its console takes. */
  cap: number;
}

/** The script before this one (server/preview/load-tools.ts) has sent the port's other end to the room's page. */
const PORT = Symbol.for("pairlab.port");

export function start({ libraries, cap }: Config): void {
  const own = document.currentScript;
  const places = new Places(location.href, Number(own?.dataset.added));
  own?.remove();
  const showing = { stack: (error: Error) => places.stack(error) };
  const global = globalThis as typeof globalThis & { [PORT]?: MessagePort };
  const port = global[PORT];
  delete global[PORT];
  if (!port || top === self) {
    offerLibraries(libraries, null);
    return;
  }
  // A port, for what it is given goes off at once: a frame's other messages wait until its scripts have ended.
  const send = port.postMessage.bind(port) as (said: Said) => void;
  const now = performance.now.bind(performance);
  const later = setTimeout.bind(window);
  const pipe = new Pipe(send, (text) => places.plain(text), cap, now, later);
  const handed = offerLibraries(libraries, (file) => send({ pairlab: "want", file }));
  port.onmessage = ({ data }) => {
    if (data?.pairlab === "ping") send({ pairlab: "pong", question: data.question });
    else if (data?.pairlab === "have") handed(data.file, data.bytes);
  };
  takeConsole(console, pipe, showing, now, () => places.calls(String(new Error().stack)));
  watchTrouble((text) => pipe.print("err", text), places, showing, Object.keys(libraries));
  const touched = ({ isTrusted }: Event) => isTrusted && pipe.touched();
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touched, true);
}
