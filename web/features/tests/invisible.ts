/** What nobody sees in a text, written so that it is seen. */

/**
 * Characters that act on the page or take no room get their number; tabs an arrow. Spaces get a dot and no-break spaces a
 * box where they count: `all`, where two texts differ; those at the `end` of a line; `none` within it.
 */
export function showInvisible(text: string, spaces: "all" | "end" | "none"): string {
  const dotted = (part: string) => part.replaceAll(" ", "·").replaceAll("\u00a0", "⍽");
  const shown = spaces === "all" ? dotted(text) : spaces === "end" ? text.replace(/[ \u00a0]+$/, dotted) : text;
  return shown
    .replaceAll("\t", "→\t")
    .replace(/(?!\t)[\p{Cc}\p{Zl}\p{Zp}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, (character) => {
      return `‹${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`;
    });
}
