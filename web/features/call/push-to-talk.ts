"use client";
import { useEffect } from "react";

/** Where Space types, presses or scrolls to by itself. */
const OWN_USE =
  "input, textarea, select, button, a[href], summary, [contenteditable='true'], [role='button'], [role='tab'], " +
  "[role='treeitem'], [role='menuitem'], [role='option'], .cm-editor, .tl-container";

/** Whether a press of Space on this element belongs to it. */
export function takesSpace(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OWN_USE) !== null;
}

/** While `on`, holding Space anywhere but in an editor, a field or a control talks. */
export function usePushToTalk(on: boolean, talk: (talking: boolean) => void): void {
  useEffect(() => {
    if (!on) return;
    let held = false;
    const press = (event: KeyboardEvent) => {
      if (event.code !== "Space" || event.ctrlKey || event.metaKey || event.altKey || takesSpace(event.target)) return;
      event.preventDefault();
      if (held) return;
      held = true;
      talk(true);
    };
    const release = () => {
      if (!held) return;
      held = false;
      talk(false);
    };
    const up = (event: KeyboardEvent) => {
      if (event.code === "Space") release();
    };
    window.addEventListener("keydown", press);
    window.addEventListener("keyup", up);
    // A key that is let go in another window is never seen here.
    window.addEventListener("blur", release);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", release);
      release();
    };
  }, [on, talk]);
}
