/** The editor's looks, all from the page's tokens: a theme change is a change of CSS variables and nothing here. */
import type { Extension } from "@codemirror/state";
import { EditorView } from "codemirror";
import { PEOPLE_COLORS } from "#protocol/people-colors";

const people = Object.fromEntries(
  PEOPLE_COLORS.map((_, index) => [`.cm-person-${index + 1}`, { "--person": `var(--p${index + 1})` }]),
);

const field = {
  font: "var(--text-md) var(--font-ui)",
  color: "var(--ink)",
  background: "var(--surface)",
  border: "1px solid var(--line-strong)",
  borderRadius: "var(--radius-md)",
  height: "var(--target)",
  margin: "0",
};

const looks = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--code-bg)", fontSize: "var(--editor-font-size)" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused .cm-scroller": { boxShadow: "inset 2px 0 var(--accent)" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "calc(22 / 14)", overscrollBehavior: "contain" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 8px" },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "2px solid var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 26%, transparent)",
  },
  ".cm-gutters": { background: "var(--code-bg)", color: "var(--ink-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "40px", padding: "0 4px 0 8px" },
  ".cm-foldGutter, .cm-foldSpace, .cm-foldGutter .cm-gutterElement": { width: "16px" },
  ".cm-foldGutter .cm-gutterElement": { textAlign: "center", cursor: "pointer" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "var(--code-line)" },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    background: "var(--active)",
    outline: "1px solid var(--line-strong)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { background: "var(--bad-soft)", outline: "1px solid var(--bad)" },
  ".cm-foldPlaceholder": {
    background: "var(--sunken)",
    border: "1px solid var(--line)",
    color: "var(--ink-2)",
    padding: "0 6px",
  },
  ".cm-specialChar": { color: "var(--bad)" },
  ".cm-selectionMatch": { background: "var(--hover)" },
  ".cm-searchMatch": { background: "var(--warn-soft)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { background: "var(--active)" },

  ".cm-panels": { background: "var(--surface)", color: "var(--ink)", font: "var(--text-md) var(--font-ui)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    gap: "6px",
    alignItems: "center",
    padding: "8px 36px 8px 8px",
  },
  ".cm-panel.cm-search br": { flexBasis: "100%", content: "''" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "4px", fontSize: "var(--text-sm)" },
  ".cm-panel.cm-search input[type=checkbox]": { accentColor: "var(--accent)", margin: "0" },
  ".cm-panel.cm-search [name=close]": {
    position: "absolute",
    top: "8px",
    right: "8px",
    width: "var(--target)",
    fontSize: "18px",
    padding: "0",
    border: "0",
  },
  ".cm-textfield": { ...field, padding: "0 8px" },
  ".cm-button": { ...field, backgroundImage: "none", padding: "0 10px" },
  ".cm-button:hover": { background: "var(--hover)" },
  ".cm-button:active": { backgroundImage: "none", background: "var(--active)" },

  ".cm-tooltip": {
    background: "var(--raised)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-md)",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { font: "var(--text-sm)/20px var(--font-code)", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--active)", color: "var(--ink)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700", color: "var(--accent-text)" },
  ".cm-completionDetail": { color: "var(--ink-3)" },
  ".cm-diagnostic": { font: "var(--text-md)/20px var(--font-ui)", padding: "4px 10px" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--bad)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--bad) 1px",
    textUnderlineOffset: "3px",
  },
  ".cm-gutter-lint, .cm-lintSpace": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
  ".cm-lint-marker-error": {
    content: "none",
    width: "8px",
    height: "8px",
    margin: "6px 3px",
    background: "var(--bad)",
  },

  ...people,
  ".cm-ySelection": { background: "color-mix(in srgb, var(--person) 24%, transparent)" },
  ".cm-remoteCarets": { pointerEvents: "none" },
  ".cm-ySelectionCaret": { width: "2px", marginLeft: "-1px", background: "var(--person)" },
  ".cm-ySelectionCaret::before": {
    content: "''",
    position: "absolute",
    top: "-2px",
    left: "-2px",
    width: "6px",
    height: "6px",
    borderRadius: "50%",
    background: "var(--person)",
  },
  ".cm-ySelectionInfo": {
    position: "absolute",
    left: "-1px",
    bottom: "100%",
    maxWidth: "20ch",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    font: "600 11px/16px var(--font-ui)",
    padding: "0 5px",
    borderRadius: "4px 4px 4px 0",
    background: "var(--person)",
    color: "var(--code-bg)",
    opacity: "0",
    transition: "opacity 120ms",
  },
  ".cm-ySelectionCaret[data-place=below] .cm-ySelectionInfo": {
    bottom: "auto",
    top: "100%",
    borderRadius: "0 4px 4px 4px",
  },
  ".cm-ySelectionCaret[data-label=shown] .cm-ySelectionInfo": { opacity: "1" },
});

export const theme: Extension = looks;
