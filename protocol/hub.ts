/**
 * The one small interface between what the pages change and what live connections must learn. In one process it is
 * a call; `bin/serve.ts` puts the collaboration server's side here, and the web's server code takes it.
 */
import type { Role } from "./access.ts";
import type { DocumentId, PersonId, RoomId } from "./ids.ts";
import type { TestResult, TrialWord } from "./tests.ts";

export type RoomChange =
  /** Title, lock, calls: everyone's page fetches the room again. */
  | { kind: "room" }
  /** A person's role; write rights follow within the same turn of the event loop. */
  | { kind: "role"; person: PersonId; role: Role }
  /** A person's connections to the room are closed, with `CLOSE.removed`. */
  | { kind: "removed"; person: PersonId }
  | { kind: "joined"; person: PersonId };

export interface Hub {
  /** Tells the live connections of a room. Resolves when those of this process have learnt it. */
  changed(room: RoomId, change: RoomChange): Promise<void>;
  /** People with a live connection to the room. */
  online(room: RoomId): Promise<Set<PersonId>>;
  /** The document's state as one Yjs update (V1), live or from storage. Null if there is none. */
  read(document: DocumentId): Promise<Uint8Array | null>;
  /** Appends an update in the server's own name, then applies it to the live document: logged before shared. */
  write(document: DocumentId, update: Uint8Array, person: PersonId | null): Promise<void>;
  /**
   * Runs hidden tests that are being written on the room's files as they stand, for that person alone. Null if it has no
   * files, or programs cannot be run now. Ends early, with what is known, when the same person tries again. `heard` is
   * told meanwhile which tests there are, and how each goes.
   */
  tryTests(
    room: RoomId,
    person: PersonId,
    tests: { path: string; text: string },
    watch?: { signal?: AbortSignal; heard?(word: TrialWord): void },
  ): Promise<TestResult[] | null>;
  /** Whether the parts of this process can do their work; `accepting` is false once it is about to end. */
  ready(): Promise<{ database: boolean; sandbox: boolean; accepting: boolean }>;
  /** Prometheus text of this process. */
  metrics(): Promise<string>;
}

const KEY = Symbol.for("pairlab.hub");
type Global = typeof globalThis & { [KEY]?: Hub };

/** Next bundles the web's code apart from ours; the process's global object is what both see. */
export function setHub(hub: Hub | undefined): void {
  (globalThis as Global)[KEY] = hub as Hub;
}

export function getHub(): Hub {
  const hub = (globalThis as Global)[KEY];
  if (!hub) throw new Error("No collaboration server is joined to this process.");
  return hub;
}
