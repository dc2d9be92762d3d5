/** What happens to the page and its network, as far as a room must know. */

export interface PageLife {
  networkCame(): void;
  networkWent(): void;
  /** Out of the back-forward cache: the provider took its awareness away when the page was hidden. */
  shownAgain(): void;
  /** It is looked at again, or is made. */
  woke(): void;
  /** True keeps the person from leaving without being asked. */
  mustStay(): boolean;
}

/** Listens until the returned function is called. */
export function watchPage(life: PageLife): () => void {
  const gone = new AbortController();
  const { signal } = gone;
  window.addEventListener("online", () => life.networkCame(), { signal });
  window.addEventListener("offline", () => life.networkWent(), { signal });
  window.addEventListener("pageshow", (event) => event.persisted && life.shownAgain(), { signal });
  window.addEventListener("beforeunload", (event) => life.mustStay() && event.preventDefault(), { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && life.woke(), {
    signal,
  });
  return () => gone.abort();
}
