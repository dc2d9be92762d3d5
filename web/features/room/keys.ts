/** Keys as the code names them (`Mod-Shift-k`), as a person reads them, and as the browser reports them. */

export function isMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
}

const MAC: Record<string, string> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃", Enter: "↵", Escape: "esc" };
const OTHER: Record<string, string> = { Mod: "Ctrl", Escape: "Esc" };

/** "⌘↵" on a Mac, "Ctrl+Enter" elsewhere. */
export function keysLabel(keys: string, mac = isMac()): string {
  const parts = keys.split(/-(?=.)/);
  const named = parts.map((part) => (mac ? MAC : OTHER)[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return mac ? named.join("") : named.join("+");
}

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

export function matchesKeys(event: KeyPress, keys: string, mac = isMac()): boolean {
  const parts = keys.split(/-(?=.)/);
  const key = parts.pop() ?? "";
  const mod = parts.includes("Mod");
  const single = parts.length === 0 && key.length === 1;
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === ((mod && !mac) || parts.includes("Ctrl")) &&
    event.metaKey === (mod && mac) &&
    event.altKey === parts.includes("Alt") &&
    // `?` is typed with Shift on most keyboards and without on some.
    (single || event.shiftKey === parts.includes("Shift"))
  );
}

/** Whether the event comes from a place where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest("input, textarea, select, [contenteditable=''], [contenteditable='true'], .tl-container") !== null
  );
}
