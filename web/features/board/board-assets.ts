/** Images of the board: uploaded to the server, and in the document by their address alone. */
import type { TLAsset, TLAssetStore, TLStore } from "tldraw";
import { ASSET_TYPES, isAssetPath } from "#protocol/board";
import type { RoomId } from "#protocol/ids";
import { MAX_ASSET } from "#protocol/limits";

/** Why a file cannot be put on the board, in a sentence; null if it can. */
export function fileFault(file: { name: string; type: string; size: number }): string | null {
  if (file.type.startsWith("video/"))
    return "Videos cannot be put on the board. Share your screen in the call instead.";
  if (file.type === "image/svg+xml") {
    return "SVG files cannot be put on the board, because they can carry scripts. Use a PNG instead.";
  }
  if (!(ASSET_TYPES as readonly string[]).includes(file.type)) {
    return `“${file.name}” is no image that the board can show. It takes PNG, JPEG, GIF, WebP and AVIF.`;
  }
  if (file.size > MAX_ASSET) {
    return `“${file.name}” is larger than ${MAX_ASSET / 1024 / 1024} MB. Make it smaller first.`;
  }
  return null;
}

/** Throws an Error whose message a person can read if the upload is refused or the server is away. */
export async function uploadAsset(room: RoomId, file: File, signal?: AbortSignal): Promise<string> {
  const fault = fileFault(file);
  if (fault) throw new Error(fault);
  const response = await fetch(`/api/rooms/${room}/assets`, {
    method: "POST",
    headers: { "Content-Type": file.type },
    body: file,
    ...(signal ? { signal } : {}),
  }).catch(() => null);
  if (!response) throw new Error("The image could not be sent: the server cannot be reached. Try again in a moment.");
  const body = (await response.json().catch(() => null)) as { url?: unknown; error?: { message?: string } } | null;
  if (!response.ok)
    throw new Error(body?.error?.message ?? "The server did not take the image. Try again in a moment.");
  const path = typeof body?.url === "string" ? new URL(body.url, location.href).pathname : "";
  if (!isAssetPath(path)) throw new Error("The server did not say where the image is. Try again in a moment.");
  return path;
}

export function roomAssetStore(room: RoomId): TLAssetStore {
  return {
    upload: async (_asset, file, signal) => ({ src: await uploadAsset(room, file, signal) }),
    resolve: (asset) => shownSource(asset),
    // Somebody else's undo may bring the shape back: images stay until the room's retention ends.
    remove: async () => undefined,
  };
}

/** The address under which an asset is shown: one of this server's, or none. */
export function shownSource(asset: TLAsset): string | null {
  const { src } = asset.props;
  return src && isAssetPath(src) ? src : null;
}

/** Keeps every other source (data: URLs of a paste, addresses of other hosts) out of what this page writes. */
export function keepSourcesOwn(store: TLStore): () => void {
  const clean = (asset: TLAsset): TLAsset => {
    if (!asset.props.src || isAssetPath(asset.props.src)) return asset;
    return { ...asset, props: { ...asset.props, src: asset.type === "bookmark" ? null : "" } } as TLAsset;
  };
  const stops = [
    store.sideEffects.registerBeforeCreateHandler("asset", (asset, source) =>
      source === "user" ? clean(asset) : asset,
    ),
    store.sideEffects.registerBeforeChangeHandler("asset", (_before, asset, source) =>
      source === "user" ? clean(asset) : asset,
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
