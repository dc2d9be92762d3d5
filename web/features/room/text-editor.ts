/** What an editor of a text that is in no document is given: the page hands one feature's editor to another. */
import type { ComponentType } from "react";

export interface TextEditorProps {
  /** Its accessible name. */
  label: string;
  /** What it begins with; give another `key` for another text. */
  text: string;
  /** Decides the language. */
  path: string;
  readOnly: boolean;
  /** Characters. */
  maxLength: number;
  onChange(text: string): void;
  /** Something would have made it longer than that. */
  onTooLong(): void;
  /** Where to go, 1-based; another object each time. */
  place: { line: number; column?: number } | null;
}

export type TextEditor = ComponentType<TextEditorProps>;
