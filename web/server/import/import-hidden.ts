/** Hidden tests that come with a zip: into the room for whoever may write them, and nowhere for anybody else. */
import { freePath } from "#protocol/documents";
import type { PersonBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import { HIDDEN_FOLDER, HIDDEN_TOO_LARGE, MAX_HIDDEN_TEXT, TEST_FILE } from "#protocol/tests";
import { Failure } from "../failure.ts";
import { readHiddenTests, writeHiddenTest } from "../hidden-tests.ts";
import type { Existing } from "./import-files.ts";
import type { IncomingFile, SkippedFile } from "./incoming.ts";
import { type IncomingText, readTexts } from "./texts.ts";

export interface ImportedHidden {
  /** Paths among the hidden tests, as they are called now; of those that were there already just so, none. */
  hidden: string[];
  skipped: SkippedFile[];
}

export async function importHidden(
  room: RoomId,
  files: IncomingFile[],
  existing: Existing,
  /** Who brings them; null: somebody who may not. */
  by: PersonBody | null,
): Promise<ImportedHidden> {
  if (files.length === 0) return { hidden: [], skipped: [] };
  // One word for all of them: not even their names are repeated.
  if (!by) return { hidden: [], skipped: [{ path: HIDDEN_FOLDER, why: notYours(files.length) }] };
  const { texts, skipped } = readTexts({ files, skipped: [] });
  const hidden: string[] = [];
  const there = new Map((await readHiddenTests(room)).map(({ path, text }) => [path, text]));
  for (const one of texts) {
    const why = whyNot(one) ?? (await put(room, one, by, existing, there, hidden));
    if (why) skipped.push({ path: one.path, why });
  }
  return { hidden, skipped: skipped.map(({ path, why }) => ({ path: `${HIDDEN_FOLDER}${path}`, why })) };
}

function whyNot({ path, text }: IncomingText): string | null {
  if (!TEST_FILE.test(path)) return "A file of tests is called as in sum.test.js.";
  return text.length > MAX_HIDDEN_TEXT ? HIDDEN_TOO_LARGE : null;
}

async function put(
  room: RoomId,
  { path: wished, text }: IncomingText,
  by: PersonBody,
  existing: Existing,
  there: Map<string, string>,
  hidden: string[],
): Promise<string | null> {
  // A zip that is imported twice brings its tests once.
  if (there.get(wished) === text) return null;
  const path = existing === "replace" ? wished : freePath(wished, new Set(there.keys()));
  try {
    await writeHiddenTest(room, { path, text, by, ...(existing === "replace" ? {} : { base: null }) });
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
  there.set(path, text);
  hidden.push(path);
  return null;
}

const notYours = (count: number) =>
  `Hidden tests can be brought in by the owner and instructors alone: ${count === 1 ? "one file was" : `${count} files were`} left out.`;
