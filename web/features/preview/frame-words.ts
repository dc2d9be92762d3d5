/** What the preview's frame says to this page. The students' code stands in there too: nothing of it is believed. */

export interface ConsoleItem {
  stream: "out" | "err" | "clear";
  text: string;
}

export type FromFrame =
  | { kind: "pong"; question: unknown }
  | { kind: "said"; items: ConsoleItem[] }
  | { kind: "touched" }
  | { kind: "want"; file: string };

/** Pieces of a message, and characters of one: beyond it nobody could be shown what is said. */
const MAX_ITEMS = 2000;
const MAX_TEXT = 300_000;

/** The first word of a page, to the window; a port comes with it for all others. */
export function isGreeting(data: unknown): boolean {
  return typeof data === "object" && data !== null && "pairlab" in data && data.pairlab === "begun";
}

/** Null if it is none of ours. */
export function readFrameWord(data: unknown): FromFrame | null {
  if (typeof data !== "object" || data === null) return null;
  const { pairlab, items, file, question } = data as Record<string, unknown>;
  switch (pairlab) {
    case "pong":
      return { kind: "pong", question };
    case "touched":
      return { kind: "touched" };
    case "want":
      // A stored name: a hash and an ending, in no folder.
      return typeof file === "string" && /^[\w-]{12}-[\w.-]{1,60}\.js$/.test(file) ? { kind: "want", file } : null;
    case "said":
      return Array.isArray(items) ? { kind: "said", items: readItems(items) } : null;
    default:
      return null;
  }
}

function readItems(items: unknown[]): ConsoleItem[] {
  const read: ConsoleItem[] = [];
  let room = MAX_TEXT;
  for (const item of items.slice(0, MAX_ITEMS)) {
    const { stream, text } = (item ?? {}) as { stream?: unknown; text?: unknown };
    if (stream === "clear") read.push({ stream, text: "" });
    else if ((stream === "out" || stream === "err") && typeof text === "string" && text !== "") {
      const kept = text.slice(0, room);
      room -= kept.length;
      if (kept !== "") read.push({ stream, text: kept });
    }
  }
  return read;
}

/** Whether a message comes from the frame, or from a frame inside it. */
export function isFrom(source: MessageEventSource | null, frame: Window | null): boolean {
  if (frame === null) return false;
  let at = source as Window | null;
  for (let depth = 0; at && depth < 8; depth++) {
    if (at === frame) return true;
    if (at.parent === at) return false;
    at = at.parent;
  }
  return false;
}
