/** Images on a room's board: taken from those who may write, shown to those who are in the room. */
import { makeId } from "#protocol/ids";
import { MAX_ASSET } from "#protocol/limits";
import { readAsset, removeAsset, writeAsset } from "./asset-files.ts";
import { database } from "./database.ts";
import { Failure } from "./failure.ts";
import { sniffImage } from "./image-type.ts";
import type { Member } from "./member.ts";
import { readBytes } from "./route.ts";

/** Characters. 80 bits: an image's address tells nothing about the others. */
const ID_LENGTH = 16;
const TOO_LARGE = `An image has at most ${MAX_ASSET / 1024 / 1024} MB.`;
/** Bytes of a multipart body around the file itself. */
const ENVELOPE = 16 * 1024;

/** The image of a request: its raw body, or the field `file` of a form. */
export async function readImage(request: Request): Promise<Uint8Array> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return readBytes(request, MAX_ASSET, TOO_LARGE);
  const bytes = await readBytes(request, MAX_ASSET + ENVELOPE, TOO_LARGE);
  const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData().catch(() => null);
  const file = form?.get("file");
  if (!(file instanceof Blob)) throw new Failure(400, "malformed", "The form has no file.");
  if (file.size > MAX_ASSET) throw new Failure(413, "too-large", TOO_LARGE);
  return new Uint8Array(await file.arrayBuffer());
}

/** Stores the image; resolves with its address on this server. 415 if it is none of the raster formats. */
export async function addAsset(member: Member, bytes: Uint8Array): Promise<string> {
  const type = sniffImage(bytes);
  if (!type) throw new Failure(415, "not-an-image", "Only PNG, JPEG, GIF, WebP and AVIF images can be put on a board.");
  const id = makeId<string>(ID_LENGTH);
  await writeAsset(id, bytes);
  try {
    const db = await database();
    await db.asset.create({
      data: { id, roomId: member.room.id, personId: member.person.id, type, size: bytes.length },
    });
  } catch (error) {
    await removeAsset(id);
    throw error;
  }
  return `/api/rooms/${member.room.id}/assets/${id}`;
}

/** The image with headers under which it can be nothing but an image, whatever its bytes say. */
export async function assetResponse(room: string, id: string): Promise<Response> {
  const db = await database();
  const row = await db.asset.findFirst({ where: { id, roomId: room } });
  const bytes = row && (await readAsset(row.id));
  if (!bytes) throw new Failure(404, "no-asset", "That image is not here any more.");
  return new Response(bytes, {
    headers: {
      "Content-Type": row.type,
      "Content-Length": String(bytes.length),
      "Content-Disposition": "inline",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cache-Control": "private, max-age=31536000, immutable",
    },
  });
}
