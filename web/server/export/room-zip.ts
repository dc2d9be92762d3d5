/** A room as a zip: files, board (tldraw's snapshot and pictures), images, chat, and what the room is. */
import type * as Y from "yjs";
import { BOARD_SCHEMA } from "#protocol/board-schema";
import { readFiles, readPath } from "#protocol/documents";
import { HIDDEN_FOLDER } from "#protocol/tests";
import { readAsset } from "../asset-files.ts";
import { database } from "../database.ts";
import { readHiddenTests } from "../hidden-tests.ts";
import { imageExtension } from "../image-type.ts";
import type { RoomRow } from "../member.ts";
import { scratchCopy } from "../room-files.ts";
import type { ZipEntry } from "../zip/write-zip.ts";
import { type BoardRecord, readBoard } from "./board-records.ts";
import { assetIdOf, drawBoard } from "./board-svg.ts";
import { chatMarkdown, readChat } from "./chat.ts";
import { readResults, resultsTable } from "./results.ts";

const utf8 = new TextEncoder();
const text = (path: string, content: string): ZipEntry => ({ path, bytes: utf8.encode(content.toWellFormed()) });
const json = (path: string, content: unknown): ZipEntry => text(path, `${JSON.stringify(content, null, 2)}\n`);

export interface ExportOptions {
  now?: Date;
  /** With all that is known of hidden tests: for whoever may read them. */
  hiddenTests?: boolean;
}

/** The entries one after another: at no time does more than one image stand in memory. */
export async function* roomEntries(
  room: RoomRow,
  { now = new Date(), hiddenTests = false }: ExportOptions = {},
): AsyncGenerator<ZipEntry> {
  const db = await database();
  const id = room.id as Parameters<typeof scratchCopy>[0];
  const [members, assets] = await Promise.all([
    db.membership.findMany({ where: { roomId: room.id }, orderBy: { joinedAt: "asc" } }),
    db.asset.findMany({ where: { roomId: room.id }, orderBy: { createdAt: "asc" } }),
  ]);
  yield json("room.json", {
    title: room.title,
    exportedAt: now.toISOString(),
    people: members.map(({ name, role, joinedAt }) => ({ name, role, joinedAt: joinedAt.toISOString() })),
  });
  yield* fileEntries(await scratchCopy(id, "code"));
  if (hiddenTests) for (const test of await readHiddenTests(id)) yield text(HIDDEN_FOLDER + test.path, test.text);
  const results = await readResults(id, hiddenTests);
  if (results) {
    yield json("tests.json", results);
    yield text("tests.csv", resultsTable(results.tests));
  }
  const names = new Map(assets.map((asset) => [asset.id, `assets/${asset.id}.${imageExtension(asset.type)}`]));
  yield* boardEntries(await scratchCopy(id, "board"), names);
  for (const [asset, path] of names) {
    const bytes = await readAsset(asset);
    if (bytes) yield { path, bytes, stored: true };
  }
  const messages = await readChat(room.id);
  yield json("chat.json", messages);
  yield text("chat.md", chatMarkdown(room.title, messages));
}

function* fileEntries(doc: Y.Doc | null): Generator<ZipEntry> {
  if (!doc) return;
  const taken = new Set<string>();
  for (const file of readFiles(doc)) {
    // A client can write any path into the document; what could leave the folder on unpacking is renamed.
    const read = readPath(file.path);
    const path = read.ok && !taken.has(read.path) ? read.path : `unnamed-${file.id}.txt`;
    taken.add(path);
    yield text(`files/${path}`, file.text);
  }
  doc.destroy();
}

function* boardEntries(doc: Y.Doc | null, names: ReadonlyMap<string, string>): Generator<ZipEntry> {
  if (!doc) return;
  const records = readBoard(doc);
  doc.destroy();
  yield json("board.json", boardSnapshot(records));
  const images = new Map<string, string>();
  for (const record of records) {
    const name = names.get(assetIdOf(record) ?? "");
    if (name) images.set(record.id, name);
  }
  for (const [at, { svg }] of drawBoard(records, images).entries()) {
    yield text(at === 0 ? "board.svg" : `board-${at + 1}.svg`, svg);
  }
}

/** What tldraw's `loadSnapshot` takes. */
export function boardSnapshot(records: BoardRecord[]) {
  return {
    document: { store: Object.fromEntries(records.map((record) => [record.id, record])), schema: BOARD_SCHEMA },
  };
}

/** `Lab 3.zip`, as a header can carry it: an ASCII name, and the real one beside it. */
export function zipDisposition(title: string): string {
  const name = `${title.replace(/[/\\:*?"<>|\p{C}]/gu, " ").trim() || "room"}.zip`;
  const ascii = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`;
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
