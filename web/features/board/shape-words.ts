/** What a shape is called where it cannot be seen. */
import type { Editor, TLShape } from "tldraw";

/** Characters of a shape's text in the outline: enough to tell it from the others. */
const MAX_WORDS = 80;

const KINDS: Record<string, string> = {
  arrow: "Arrow",
  bookmark: "Link",
  draw: "Drawing",
  embed: "Embedded page",
  frame: "Frame",
  group: "Group",
  highlight: "Highlight",
  image: "Image",
  line: "Line",
  note: "Note",
  text: "Text",
  video: "Video",
};

export function shapeKind(shape: TLShape): string {
  if (shape.type === "geo") {
    const geo = String((shape.props as { geo?: unknown }).geo ?? "shape").replaceAll("-", " ");
    return geo.charAt(0).toUpperCase() + geo.slice(1);
  }
  return KINDS[shape.type] ?? "Shape";
}

/** The shape's own words: its text, its name, or an image's description. */
export function shapeText(editor: Pick<Editor, "getShapeUtil">, shape: TLShape): string {
  const props = shape.props as { name?: unknown; altText?: unknown };
  const text = editor.getShapeUtil(shape).getText(shape) || props.altText || props.name;
  if (typeof text !== "string") return "";
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS - 1)}…` : line;
}
