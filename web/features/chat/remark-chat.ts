/** The chat's own Markdown, on the syntax tree: places and bare addresses are links, HTML and images are their text. */
import { placeUrl, textParts } from "./chat-links.ts";

/** The part of mdast that is touched here. */
export interface MarkdownNode {
  type: string;
  value?: string;
  url?: string;
  alt?: string | null;
  children?: MarkdownNode[];
}

export function remarkChat() {
  return (tree: MarkdownNode): void => rewrite(tree);
}

function rewrite(node: MarkdownNode): void {
  if (!node.children) return;
  const children: MarkdownNode[] = [];
  for (const child of node.children) {
    switch (child.type) {
      case "text":
        children.push(...linked(child.value ?? "", node.type === "link"));
        break;
      case "inlineCode":
        children.push(linkedCode(child, node.type === "link"));
        break;
      case "html": {
        // People who talk about code write tags; they mean the letters.
        const text: MarkdownNode = { type: "text", value: child.value ?? "" };
        children.push(node.type === "root" ? { type: "paragraph", children: [text] } : text);
        break;
      }
      case "image":
        children.push({
          type: "link",
          url: child.url ?? "",
          children: [{ type: "text", value: child.alt || (child.url ?? "") }],
        });
        break;
      case "heading":
        // "# include" and "#1" are meant as they are written more often than as titles.
        rewrite(child);
        children.push({ type: "paragraph", children: [{ type: "strong", children: child.children ?? [] }] });
        break;
      default:
        rewrite(child);
        children.push(child);
    }
  }
  node.children = children;
}

function linked(value: string, inLink: boolean): MarkdownNode[] {
  if (inLink) return [{ type: "text", value }];
  return textParts(value).map((part) => {
    const text: MarkdownNode = { type: "text", value: part.text };
    if (part.kind === "text") return text;
    return { type: "link", url: part.kind === "place" ? placeUrl(part.place) : part.text, children: [text] };
  });
}

function linkedCode(node: MarkdownNode, inLink: boolean): MarkdownNode {
  const [part, more] = textParts(node.value ?? "");
  if (inLink || more || part?.kind !== "place") return node;
  return { type: "link", url: placeUrl(part.place), children: [node] };
}
