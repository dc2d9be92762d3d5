/** Finds what pages of a preview begin with on the shelf. Apart from `tools.ts`, for the shelf is no part of Next's bundle. */
import { readShelf } from "../shelf.ts";
import { setPreviewTools } from "./tools.ts";

/** Sends one end of a port to the room's page, and keeps the other for the program that comes behind it. */
const GREETING =
  '(c=>{globalThis[Symbol.for("pairlab.port")]=c.port1;top===self||top.postMessage({pairlab:"begun"},"*",[c.port2])})(new MessageChannel)';
/** Digits in which the length of what is put in is told to it. */
const DIGITS = "00000000";

/**
 * Rejects if the shelf has not been filled. Two scripts in one line, so that the page's own lines keep their numbers.
 * The second is fetched, and while it is, the greeting goes off: without that pause, a loop in the page would keep it.
 */
export async function loadPreviewTools(folder?: string): Promise<void> {
  const { files } = await readShelf(folder);
  const tags = `<script>${GREETING};document.currentScript.remove()</script><script src="/shelf/${files["preview.js"]}" data-added="${DIGITS}"></script>`;
  setPreviewTools(tags.replace(DIGITS, String(tags.length).padStart(DIGITS.length, "0")));
}
