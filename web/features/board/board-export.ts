/** The board as a picture in a file. Made in the page: only a browser can lay out the board's text. */
import type { Editor } from "tldraw";

export type BoardPicture = "svg" | "png";

/** Null if nothing is on the page. */
export async function boardPicture(editor: Editor, format: BoardPicture): Promise<Blob | null> {
  const shapes = [...editor.getCurrentPageShapeIds()];
  if (shapes.length === 0) return null;
  if (format === "png") return (await editor.toImage(shapes, { format: "png", background: true, pixelRatio: 2 })).blob;
  const result = await editor.getSvgString(shapes, { background: true });
  return result ? new Blob([result.svg], { type: "image/svg+xml" }) : null;
}

export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the file once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
