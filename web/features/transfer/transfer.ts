/** Carries a room out as a zip, and a zip or single files into it. */
import type { ErrorBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import { MAX_IMPORT } from "#protocol/limits";

export function exportRoom(room: RoomId): void {
  const link = document.createElement("a");
  link.href = `/api/rooms/${room}/export`;
  link.download = "";
  link.click();
}

/** Null, or the sentence that says why not. Files that are no zip are packed into one first. */
export async function importFiles(room: RoomId, files: File[]): Promise<string | null> {
  try {
    const zip = await asZip(files);
    if (zip.byteLength > MAX_IMPORT) return "That is too large: an import has at most 20 MB.";
    const answer = await fetch(`/api/rooms/${room}/import`, {
      method: "POST",
      headers: { "Content-Type": "application/zip" },
      body: zip,
    });
    if (answer.ok) return null;
    return ((await answer.json()) as ErrorBody).error.message;
  } catch {
    return "The import did not reach the server. Try again.";
  }
}

async function asZip(files: File[]): Promise<Uint8Array<ArrayBuffer>> {
  const [only] = files;
  if (files.length === 1 && only && /\.zip$/i.test(only.name)) return new Uint8Array(await only.arrayBuffer());
  const { zipSync } = await import("fflate");
  const entries: Record<string, Uint8Array> = {};
  // A folder's chooser gives paths that start with the folder's own name, which is not part of the room's.
  for (const file of files) {
    const path = file.webkitRelativePath.split("/").slice(1).join("/") || file.name;
    entries[path] = new Uint8Array(await file.arrayBuffer());
  }
  return zipSync(entries, { level: 6 }) as Uint8Array<ArrayBuffer>;
}
