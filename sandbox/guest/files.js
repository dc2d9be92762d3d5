// The room's files as they stood when the run began.
import { forHost, fromHost } from "./border.js";
import { host } from "./host.js";
import { split } from "./intrinsics.js";

/** The text of the file at `path`, as the room writes it (`lib/util.js`); null if there is none. */
export function readText(path) {
  const text = host.read(forHost(path));
  return text === null ? null : fromHost(text);
}

/** The paths of all files, in no particular order. */
export function allPaths() {
  return split(fromHost(host.paths()), "\n");
}
