/** Which panel, file and person this page looks at. Remembers the tabs of each room. */
import type { FileId, PersonId, RoomId } from "#protocol/ids";
import type { Panel, Place, Shown, Workbench } from "./contract.ts";
import { createStore, type Store } from "./store.ts";
import { readStored, writeStored } from "./stored.ts";

interface FileEntry {
  id: FileId;
  path: string;
}

type State = Pick<Workbench, "panel" | "file" | "tabs" | "following" | "bottom" | "rail">;
type Kept = Pick<State, "panel" | "file" | "tabs">;
type Target = Place & { file: FileId };

/** What a program usually starts with, in the order of preference. */
const FIRST_FILES = ["main.js", "main.ts", "index.html", "main.py", "index.js"];

const isKept = (value: unknown): value is Kept =>
  typeof value === "object" && value !== null && Array.isArray((value as Kept).tabs);

export interface WorkbenchParts {
  room: RoomId;
  files: Store<FileEntry[]>;
  /** Tells the others what this page looks at. */
  show(view: { panel: Panel; file?: string }): void;
}

export function createWorkbench({ room, files, show }: WorkbenchParts): Store<Workbench> & { dispose(): void } {
  const key = `pairlab.workbench.${room}`;
  const kept = readStored(key, isKept);
  const listeners = new Set<(place: Target) => void>();
  const watchers = new Set<(shown: Shown) => void>();
  /** A place asked for before an editor was there to hear of it. */
  let waiting: Target | null = null;

  let told = false;

  const change = (next: Partial<State>) => {
    const before = store.get();
    const after = { ...before, ...next };
    if ((Object.keys(next) as (keyof State)[]).every((name) => before[name] === after[name])) return;
    store.set(after);
    if (before.panel === after.panel && before.file === after.file && before.tabs === after.tabs) return;
    told = true;
    writeStored(key, { panel: after.panel, file: after.file, tabs: after.tabs } satisfies Kept);
    show({ panel: after.panel, ...(after.file ? { file: after.file } : {}) });
  };

  const showPart = (shown: Shown) => {
    change({ [shown.part]: shown.value });
    for (const watcher of [...watchers]) watcher(shown);
  };

  const openFile = (file: FileId) => {
    const { tabs } = store.get();
    change({ file, ...(tabs.includes(file) ? {} : { tabs: [...tabs, file] }) });
  };

  const store = createStore<Workbench>({
    panel: kept?.panel ?? "code",
    file: kept?.file ?? null,
    tabs: kept?.tabs ?? [],
    following: null,
    bottom: "output",
    rail: "chat",
    setPanel: (value) => showPart({ part: "panel", value }),
    setBottom: (value) => showPart({ part: "bottom", value }),
    setRail: (value) => showPart({ part: "rail", value }),
    onShow(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    follow: (following: PersonId | null) => change({ following }),
    openFile,
    closeTab(file) {
      const { tabs, file: current } = store.get();
      const at = tabs.indexOf(file);
      if (at < 0) return;
      const rest = tabs.filter((tab) => tab !== file);
      change({ tabs: rest, ...(current === file ? { file: rest[at] ?? rest[at - 1] ?? null } : {}) });
    },
    go(place) {
      const file = place.file ?? files.get().find((one) => one.path === place.path)?.id ?? store.get().file;
      if (!file) return;
      // Beside the board's half and beside the preview the code is in sight.
      if (store.get().panel === "board") change({ panel: "code" });
      openFile(file);
      const target = { ...place, file };
      if (listeners.size === 0) waiting = target;
      for (const listener of [...listeners]) listener(target);
    },
    onGo(listener) {
      listeners.add(listener);
      const target = waiting;
      waiting = null;
      if (target) queueMicrotask(() => listener(target));
      return () => listeners.delete(listener);
    },
  });

  /** Files come and go: a tab of a deleted file closes, and with none open the room's first program is shown. */
  const settle = () => {
    const list = files.get();
    if (list.length === 0) return;
    const there = new Set(list.map((file) => file.id));
    const { tabs, file } = store.get();
    const left = tabs.every((tab) => there.has(tab)) ? tabs : tabs.filter((tab) => there.has(tab));
    if (file && there.has(file)) return change({ tabs: left.includes(file) ? left : [...left, file] });
    const first = FIRST_FILES.map((path) => list.find((one) => one.path === path)).find(Boolean) ?? list[0];
    const next = left.at(-1) ?? (file === null && left.length > 0 ? null : first?.id) ?? null;
    change({ tabs: next && !left.includes(next) ? [...left, next] : left, file: next });
  };
  const stop = files.subscribe(settle);
  settle();
  const { panel, file } = store.get();
  if (!told) show({ panel, ...(file ? { file } : {}) });
  return { ...store, dispose: stop };
}
