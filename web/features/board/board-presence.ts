/**
 * Who else is on the board: their cursors and selections as tldraw's presence records, and ours for them. Name and
 * colour come from the user that the server stamped, never from what a client says of itself.
 */
import {
  atom,
  createPresenceStateDerivation,
  InstancePresenceRecordType,
  react,
  type TLInstancePresence,
  type TLStore,
} from "tldraw";
import type { Awareness } from "y-protocols/awareness";
import type { AwarenessState } from "#protocol/awareness";
import { boardSchema } from "./board-schema.ts";
import { isEqual } from "./record-merge.ts";

/** Milliseconds between two of our states: a cursor that moves 25 times a second looks alive. */
const INTERVAL = 40;
/** Shapes whose selection others see. Beyond it a state would outgrow its limit, and nobody can see so many. */
const MAX_SELECTED = 50;
/** Points of a scribble (laser, eraser) that others see, from its end. */
const MAX_SCRIBBLE = 40;

export interface PresenceOptions {
  store: TLStore;
  awareness: Awareness;
  person: { id: string; name: string; color: string };
  /** A person's colour as this page's theme shows it. */
  colorOf(color: string): string;
}

/** Shows ours and theirs until it is disposed. */
export function shareBoardPresence({ store, awareness, person, colorOf }: PresenceOptions): { dispose(): void } {
  const user = atom("person", person);
  const own = createPresenceStateDerivation(user)(store);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent: unknown;
  const send = () => {
    timer = undefined;
    const state = own.get();
    const next = state && trimPresence(state);
    if (isEqual(next, sent)) return;
    sent = next;
    awareness.setLocalStateField("board", next);
  };
  const stop = react("share presence", () => {
    own.get();
    timer ??= setTimeout(send, INTERVAL);
  });

  const show = () => {
    const there = new Map<TLInstancePresence["id"], TLInstancePresence>();
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue;
      const record = readPresence(client, state as AwarenessState, colorOf);
      if (record && record.userId !== person.id) there.set(record.id, record);
    }
    const gone = store
      .allRecords()
      .filter((record) => record.typeName === "instance_presence" && !there.has(record.id));
    store.mergeRemoteChanges(() => {
      store.remove(gone.map((record) => record.id));
      store.put([...there.values()].filter((record) => !isEqual(record, store.get(record.id))));
    });
  };
  awareness.on("change", show);
  show();

  return {
    dispose() {
      stop();
      clearTimeout(timer);
      awareness.off("change", show);
      awareness.setLocalStateField("board", null);
      const gone = store.allRecords().filter((record) => record.typeName === "instance_presence");
      store.mergeRemoteChanges(() => store.remove(gone.map((record) => record.id)));
    },
  };
}

/** What others need of our presence, well under the limit of a state. */
export function trimPresence(state: TLInstancePresence): Partial<TLInstancePresence> {
  const { userId: _userId, userName: _userName, color: _color, meta: _meta, ...rest } = state;
  return {
    ...rest,
    chatMessage: "",
    selectedShapeIds: state.selectedShapeIds.slice(0, MAX_SELECTED),
    scribbles: state.scribbles.slice(-2).map((one) => ({ ...one, points: one.points.slice(-MAX_SCRIBBLE) })),
  };
}

/** Another client's presence, or null if there is none that can be shown. Never throws. */
export function readPresence(
  client: number,
  { user, board }: AwarenessState,
  colorOf: (color: string) => string,
): TLInstancePresence | null {
  if (!user || typeof board !== "object" || board === null) return null;
  try {
    const record = InstancePresenceRecordType.create({
      ...(board as TLInstancePresence),
      id: InstancePresenceRecordType.createId(String(client)),
      userId: user.id,
      userName: user.name,
      color: colorOf(user.color),
      chatMessage: "",
      meta: {},
    });
    return boardSchema.types.instance_presence.validate(record) as TLInstancePresence;
  } catch {
    return null;
  }
}
