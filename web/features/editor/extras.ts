/** What the editor can do beyond typing, fetched right after it can be typed in: completion, search, diagnostics. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";

export { setDiagnostics };

/** Characters read for words: a whole class's code, and no more than a frame's time. */
const MAX_READ = 300_000;

/** The words of the room's files, so that a name from one file completes in another. */
function wordsOf(texts: () => Iterable<string>) {
  return (context: CompletionContext): CompletionResult | null => {
    const typed = context.matchBefore(/[\p{L}\p{N}_$]+/u);
    if (!typed || (typed.to - typed.from < 2 && !context.explicit) || /^\p{N}/u.test(typed.text)) return null;
    const words = new Set<string>();
    let read = 0;
    for (const text of texts()) {
      if (read > MAX_READ) break;
      read += text.length;
      for (const [word] of text.slice(0, MAX_READ).matchAll(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu)) words.add(word);
    }
    words.delete(typed.text);
    // Without a type, so that a word that the language knows too is shown once.
    const options = [...words].map((label) => ({ label }));
    return { from: typed.from, options, validFor: /^[\p{L}\p{N}_$]*$/u };
  };
}

export function extras(texts: () => Iterable<string>): Extension {
  const words = wordsOf(texts);
  return [
    closeBrackets(),
    autocompletion({ icons: false }),
    EditorState.languageData.of(() => [{ autocomplete: words }]),
    search({ top: true }),
    highlightSelectionMatches(),
    lintGutter(),
    // Before the base keymap: Backspace takes both brackets, Escape closes the list before it frees the Tab key.
    Prec.high(keymap.of([...closeBracketsKeymap, ...searchKeymap, ...completionKeymap, ...lintKeymap])),
  ];
}
