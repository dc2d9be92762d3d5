/** Where and when people are, in words. */
import type { View } from "#protocol/awareness";

export function placeOf(view: View | undefined, files: { id: string; path: string }[]): string {
  if (!view) return "here";
  if (view.panel === "board") return "on the board";
  const path = files.find((file) => file.id === view.file)?.path;
  return path ? `in ${path}` : "here";
}

export function sinceWords(at: number, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return "left just now";
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `left ${minutes} min ago` : `left ${Math.round(minutes / 60)} h ago`;
}
