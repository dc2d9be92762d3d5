/** What each page of a preview begins with: its console's way to the room, and libraries by name (programs/preview). */
const KEY = Symbol.for("pairlab.preview-tools");
type Global = typeof globalThis & { [KEY]?: string };

/** For all pages of this process, or none. Next bundles the routes apart; both see the global object. */
export function setPreviewTools(tools: string | undefined): void {
  (globalThis as Global)[KEY] = tools as string;
}

/**
 * The page with its tools in it, behind its doctype: before that they would put the page into quirks mode. Scripts of
 * the room are asked for as of another origin, which theirs is; browsers tell nothing of an error in them otherwise.
 */
export function withTools(html: string): string {
  const tools = (globalThis as Global)[KEY];
  if (tools === undefined) return html;
  const at = afterDoctype(html);
  return html.slice(0, at) + tools + asOtherOrigin(html.slice(at));
}

/** Where the page's own first word begins. By hand: patterns for comments take their time over hostile pages. */
function afterDoctype(html: string): number {
  let at = 0;
  for (;;) {
    while (/\s/.test(html.charAt(at))) at++;
    if (!html.startsWith("<!--", at)) break;
    const end = html.indexOf("-->", at + 4);
    if (end < 0) return 0;
    at = end + 3;
  }
  if (!/^<!doctype/i.test(html.slice(at, at + 9))) return 0;
  return html.indexOf(">", at) + 1;
}

function asOtherOrigin(html: string): string {
  const tags = [...html.matchAll(/<script(?=\s)/gi)].map(({ index }) => index);
  const parts = tags.map((from, nth) => {
    const part = html.slice(from, tags[nth + 1]);
    const tag = part.slice(0, part.indexOf(">") + 1);
    const loads = /\ssrc\s*=/i.test(tag) && !/\scrossorigin\b/i.test(tag);
    return loads ? `${part.slice(0, 7)} crossorigin${part.slice(7)}` : part;
  });
  return html.slice(0, tags[0]) + parts.join("");
}
