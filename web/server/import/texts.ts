/** Which of the incoming files are texts that a room can have, under which path. */
import { isDebris } from "#protocol/debris";
import { PATH_FAULTS, readPath } from "#protocol/documents";
import { MAX_FILE_LENGTH } from "#protocol/limits";
import type { Incoming, IncomingFile, SkippedFile } from "./incoming.ts";

export interface IncomingText {
  path: string;
  text: string;
}

export function readTexts({ files, skipped }: Pick<Incoming, "files" | "skipped">): {
  texts: IncomingText[];
  skipped: SkippedFile[];
} {
  const texts: IncomingText[] = [];
  const left = skipped.filter((file) => !isDebris(file.path));
  for (const file of files) {
    if (isDebris(file.path)) continue;
    const read = readText(file);
    if ("why" in read) left.push({ path: shownPath(file.path), why: read.why });
    else texts.push(read);
  }
  return { texts, skipped: left };
}

function readText({ path, bytes }: IncomingFile): IncomingText | { why: string } {
  const place = readPath(path);
  if (!place.ok) return { why: PATH_FAULTS[place.fault] };
  const text = decode(bytes);
  if (text === null) return { why: "It is no text. Images can be put on the board." };
  if (text.length > MAX_FILE_LENGTH) return { why: "It is too large." };
  return { path: place.path, text };
}

/** UTF-8 without zero bytes, line ends as the editor has them; null for anything else. */
function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    return null;
  }
}

/** Long and strange paths are shown, not repeated. */
const shownPath = (path: string) => path.replace(/\p{C}/gu, "�").slice(0, 200);
