/** Finds places in the code and addresses in what people write. */

export interface ChatPlace {
  path: string;
  line: number;
  column?: number;
}

export type TextPart =
  | { kind: "text"; text: string }
  | { kind: "place"; text: string; place: ChatPlace }
  | { kind: "address"; text: string };

/** `main.js:12`, `lib/a.ts:3:5`; or an http(s) address without the punctuation that ends a sentence. */
const PART =
  /(?<address>https?:\/\/[^\s<>"`]*[^\s<>"`.,;:!?'’)\]}])|(?<![\p{L}\p{N}_./-])(?<path>(?:[\p{L}\p{N}_.-]+\/)*[\p{L}\p{N}_.-]*[\p{L}\p{N}_-]\.[A-Za-z][A-Za-z0-9]{0,9}):(?<line>\d{1,6})(?::(?<column>\d{1,6}))?(?![\p{L}\p{N}_:])/gu;

export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(PART)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    const found = match[0];
    const { address, path, line, column } = match.groups ?? {};
    if (address) parts.push({ kind: "address", text: found });
    else if (path) {
      const place: ChatPlace = { path, line: Number(line), ...(column ? { column: Number(column) } : {}) };
      parts.push({ kind: "place", text: found, place });
    }
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

/** The address of a place inside a rendered message. No browser follows it. */
export function placeUrl({ path, line, column }: ChatPlace): string {
  return `place:${encodeURIComponent(path)}:${line}${column ? `:${column}` : ""}`;
}

export function readPlaceUrl(url: string): ChatPlace | null {
  const match = /^place:([^:]+):(\d{1,6})(?::(\d{1,6}))?$/.exec(url);
  if (!match) return null;
  try {
    const path = decodeURIComponent(match[1] ?? "");
    return { path, line: Number(match[2]), ...(match[3] ? { column: Number(match[3]) } : {}) };
  } catch {
    return null;
  }
}
