/** Carries a room out as a zip, and a zip or single files into it. */
import { isDebris } from "#protocol/debris";
import type { ErrorBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import { MAX_IMPORT } from "#protocol/limits";

export interface LeftOut {
  path: string;
  /** A sentence. */
  why: string;
}

export type ImportResult =
  /** `paths`: as they are called in the room now. `hidden`: files of hidden tests. `zip`: what was sent. */
  | { ok: true; paths: string[]; hidden: string[]; skipped: LeftOut[]; zip: Uint8Array<ArrayBuffer> }
  | { ok: false; why: string };

const TOO_LARGE = `That is too large: an import has at most ${MAX_IMPORT / 1024 / 1024} MB.`;

export function exportRoom(room: RoomId): void {
  const link = document.createElement("a");
  link.href = `/api/rooms/${room}/export`;
  link.download = "";
  link.click();
}

/** Files that are no zip are packed into one first. Never throws. */
export async function importFiles(room: RoomId, files: File[]): Promise<ImportResult> {
  const meant = files.filter((file) => !isDebris(pathOf(file)));
  if (meant.length === 0) return { ok: false, why: "There is nothing in it that can be imported." };
  // Asked before anything is read: a folder may hold more than the page's memory.
  if (meant.reduce((sum, file) => sum + file.size, 0) > MAX_IMPORT * 4) return { ok: false, why: TOO_LARGE };
  try {
    const zip = await asZip(meant);
    if (zip.byteLength > MAX_IMPORT) return { ok: false, why: TOO_LARGE };
    const answer = await fetch(`/api/rooms/${room}/import`, {
      method: "POST",
      headers: { "Content-Type": "application/zip" },
      body: zip,
    });
    if (!answer.ok) return { ok: false, why: ((await answer.json()) as ErrorBody).error.message };
    const { imported, replaced, hidden, skipped } = (await answer.json()) as {
      imported: string[];
      replaced: string[];
      hidden: string[];
      skipped: LeftOut[];
    };
    return { ok: true, paths: [...imported, ...replaced], hidden, skipped, zip };
  } catch {
    return { ok: false, why: "The import did not reach the server. Try again." };
  }
}

/** A folder's chooser gives paths that start with the folder's own name, which is not part of the room's. */
function pathOf(file: File): string {
  return file.webkitRelativePath.split("/").slice(1).join("/") || file.name;
}

async function asZip(files: File[]): Promise<Uint8Array<ArrayBuffer>> {
  const [only] = files;
  if (files.length === 1 && only && /\.zip$/i.test(only.name)) return new Uint8Array(await only.arrayBuffer());
  const { zipSync } = await import("fflate");
  const entries: Record<string, Uint8Array> = {};
  for (const file of files) entries[pathOf(file)] = new Uint8Array(await file.arrayBuffer());
  return zipSync(entries, { level: 6 }) as Uint8Array<ArrayBuffer>;
}
