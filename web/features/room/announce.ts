/** Words for the page's one live region, and toasts. */
import { toaster } from "#web/components/ui/toaster";
import { createStore } from "./store.ts";

export interface Announcement {
  text: string;
  how: "polite" | "assertive";
  /** Grows, so that the same words twice are read twice. */
  count: number;
}

export const announcement = createStore<Announcement>({ text: "", how: "polite", count: 0 });

export function announce(text: string, how: Announcement["how"] = "polite"): void {
  announcement.set({ text, how, count: announcement.get().count + 1 });
}

export interface NotifyOptions {
  /** A second line. */
  detail?: string;
  action?: { label: string; run(): void };
  /** Milliseconds; 10 s where there is an action, to leave time for an undo. */
  duration?: number;
  kind?: "plain" | "ok" | "bad";
  /** A toast of the same id takes the earlier one's place. */
  id?: string;
}

export function notify(text: string, options: NotifyOptions = {}): void {
  const { detail, action, duration = action ? 10_000 : 4_000, kind = "plain", id } = options;
  toaster().then(
    (toast) => {
      const show = kind === "ok" ? toast.success : kind === "bad" ? toast.error : toast;
      show(text, {
        duration,
        ...(detail ? { description: detail } : {}),
        ...(action ? { action: { label: action.label, onClick: () => action.run() } } : {}),
        ...(id ? { id } : {}),
      });
    },
    // Without the toasts' script it is at least said.
    () => announce(text),
  );
}
