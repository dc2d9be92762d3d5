/** What nobody sees in a text, written so that it is seen. */

/**
 * Characters that act on the page or take no room get their number; tabs an arrow. `all`: spaces get a dot and no-break
 * spaces a box, too, as it is wanted where two texts differ; otherwise those at the end alone.
 */
export function showInvisible(text: string, all: boolean): string {
  const spaces = (part: string) => part.replaceAll(" ", "·").replaceAll("\u00a0", "⍽");
  return (all ? spaces(text) : text.replace(/[ \u00a0]+$/, spaces))
    .replaceAll("\t", "→\t")
    .replace(/(?!\t)[\p{Cc}\p{Zl}\p{Zp}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, (character) => {
      return `‹${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`;
    });
}
