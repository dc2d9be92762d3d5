import { useSyncExternalStore } from "react";

/** Whether the window matches. In the browser only: what asks for it is not rendered on the server. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}

/** Pixels below which the room is one column with a bar at the bottom. */
export const PHONE = "(max-width: 719px)";
/** Pixels below which the right rail folds into tabs. */
export const NARROW = "(max-width: 1099px)";
