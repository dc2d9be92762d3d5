/** Places in the room's files (`main.js:12:5`) as they stand in output: each a button that goes there. */

export interface Place {
  path: string;
  line: number;
  column?: number;
}

export interface PlaceLinks {
  /** The room's paths as they are now. */
  paths(): readonly string[];
  go(place: Place): void;
}

/** Links of one piece of text: a program can print nothing but places. */
const MOST = 500;

/** The text, cut where a place stands; what is no file of the room stays text. */
export function findPlaces(text: string, paths: readonly string[]): (string | { text: string; place: Place })[] {
  const parts: (string | { text: string; place: Place })[] = [];
  let end = 0;
  for (const match of text.matchAll(/:(\d{1,6})(?::(\d{1,6}))?(?![\d:])/g)) {
    if (parts.length > MOST) break;
    const path = pathBefore(text, end, match.index, paths);
    if (path === null) continue;
    const from = match.index - path.length;
    if (from > end) parts.push(text.slice(end, from));
    end = match.index + match[0].length;
    const column = match[2] === undefined ? {} : { column: Number(match[2]) };
    parts.push({ text: text.slice(from, end), place: { path, line: Number(match[1]), ...column } });
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** The longest of the room's paths that ends at `at` and is not the end of a longer word. */
function pathBefore(text: string, from: number, at: number, paths: readonly string[]): string | null {
  let longest: string | null = null;
  for (const path of paths) {
    const start = at - path.length;
    if (path.length <= (longest?.length ?? 0) || start < from || !text.startsWith(path, start)) continue;
    if (start === from || !/[\p{L}\p{N}_./-]/u.test(text.charAt(start - 1))) longest = path;
  }
  return longest;
}

/** Ready to be appended. */
export function withLinks(text: string, links: PlaceLinks | undefined): (string | HTMLElement)[] {
  if (!links || !/:\d/.test(text)) return [text];
  return findPlaces(text, links.paths()).map((part) => {
    if (typeof part === "string") return part;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "rounded-sm underline decoration-1 underline-offset-2 hover:decoration-2";
    button.textContent = part.text;
    button.addEventListener("click", () => links.go(part.place));
    return button;
  });
}
