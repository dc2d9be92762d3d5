import { Braces, FileCode2, FileText, Globe, Hash, Image } from "lucide-react";

const LETTERS: Record<string, { text: string; color: string }> = {
  js: { text: "JS", color: "text-warn" },
  mjs: { text: "JS", color: "text-warn" },
  cjs: { text: "JS", color: "text-warn" },
  jsx: { text: "JSX", color: "text-warn" },
  ts: { text: "TS", color: "text-accent-text" },
  mts: { text: "TS", color: "text-accent-text" },
  tsx: { text: "TSX", color: "text-accent-text" },
  py: { text: "PY", color: "text-ok" },
  md: { text: "M", color: "text-ink-3" },
};
const ICONS = { html: Globe, htm: Globe, css: Hash, json: Braces, svg: Image, txt: FileText } as const;

/** What kind of file it is, by its name. Decoration: the name says it to screen readers. */
export function FileIcon({ name }: { name: string }) {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const letters = LETTERS[extension];
  if (letters) {
    return (
      <span
        aria-hidden="true"
        // By the style sheet, so that it is no part of the row's visible label.
        data-letters={letters.text}
        className={`before:content-[attr(data-letters)] w-5 flex-none text-center font-mono text-[9.5px] leading-none font-semibold ${letters.color}`}
      />
    );
  }
  const Icon = ICONS[extension as keyof typeof ICONS] ?? FileCode2;
  return (
    <span aria-hidden="true" className="flex w-5 flex-none justify-center text-ink-3">
      <Icon className="size-3.5" />
    </span>
  );
}
