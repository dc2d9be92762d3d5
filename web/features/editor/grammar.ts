/**
 * What the editor knows of code: commands, colours, brackets, folding and the language of each file. It comes right
 * after the first file can be typed in. JavaScript is part of it; each other language comes when a file needs it.
 */
import { defaultKeymap, indentWithTab, toggleTabFocusMode } from "@codemirror/commands";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";

export { languageOf } from "./languages.ts";

const words = HighlightStyle.define([
  {
    tag: [t.keyword, t.modifier, t.operatorKeyword, t.controlKeyword, t.definitionKeyword],
    color: "var(--syn-keyword)",
  },
  { tag: [t.string, t.special(t.string), t.regexp, t.attributeValue], color: "var(--syn-string)" },
  { tag: [t.number, t.bool, t.null, t.atom, t.unit, t.color, t.escape], color: "var(--syn-number)" },
  { tag: [t.comment, t.docComment, t.meta, t.processingInstruction], color: "var(--syn-comment)", fontStyle: "italic" },
  {
    tag: [t.function(t.variableName), t.function(t.propertyName), t.labelName, t.attributeName, t.link],
    color: "var(--syn-name)",
  },
  { tag: [t.typeName, t.className, t.namespace, t.tagName, t.self], color: "var(--syn-type)" },
  { tag: t.heading, color: "var(--syn-keyword)", fontWeight: "700" },
  { tag: t.strong, fontWeight: "700" },
  { tag: t.emphasis, fontStyle: "italic" },
  { tag: t.strikethrough, textDecoration: "line-through" },
  { tag: t.invalid, color: "var(--bad)" },
]);

/** Says to screen readers what the Tab key does from now on. */
function tabKey(say: (sentence: string) => void) {
  let leaves = false;
  return (view: EditorView): boolean => {
    toggleTabFocusMode(view);
    leaves = !leaves;
    say(leaves ? "Tab moves the focus." : "Tab indents.");
    return true;
  };
}

export function grammar(say: (sentence: string) => void): Extension {
  return [
    syntaxHighlighting(words),
    foldGutter(),
    indentOnInput(),
    bracketMatching(),
    keymap.of([
      { key: "Ctrl-m", mac: "Shift-Alt-m", run: tabKey(say), preventDefault: true },
      // Mod-Enter runs the program, page-wide.
      ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter" && key !== "Ctrl-m"),
      ...foldKeymap,
      indentWithTab,
    ]),
  ];
}
