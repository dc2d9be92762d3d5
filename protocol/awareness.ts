/** The awareness state of one Yjs client: what clients set, and what the server stamps over it. */
import { z } from "zod";
import type { Role } from "./access.ts";
import type { ConnectionId, FileId, PersonId } from "./ids.ts";

/** Apart from the schemas, so that a page can have the colours without zod. */
export { PEOPLE_COLORS, type PersonColor } from "./people-colors.ts";

/** Stamped by the server from the ticket; whatever a client puts there is replaced. */
export interface AwarenessUser {
  id: PersonId;
  name: string;
  /** One of `PEOPLE_COLORS`, for the caret. */
  color: string;
  /** The same, translucent, for selections. */
  colorLight: string;
  role: Role;
  connection: ConnectionId;
}

export const viewSchema = z.object({
  /** What the person looks at. */
  panel: z.enum(["code", "board", "split", "preview"]),
  /** The file in the editor. */
  file: z.string().max(64).optional(),
  /** First and last visible line of the editor, 1-based. */
  lines: z.tuple([z.number(), z.number()]).optional(),
  /** The board's visible part in page coordinates. */
  camera: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }).optional(),
  /** Milliseconds since the epoch of the last keystroke or drawing, for "typing" and "idle". */
  active: z.number().optional(),
});
export type View = z.infer<typeof viewSchema> & { file?: FileId | string };

export const callSchema = z.object({
  in: z.boolean(),
  muted: z.boolean(),
  camera: z.boolean(),
  sharing: z.boolean(),
  /** Milliseconds since the epoch of the joining: of two peers the later one initiates. */
  since: z.number(),
});
export type CallState = z.infer<typeof callSchema>;

/** The fields a client may set. Everything else is dropped by the server. */
export const AWARENESS_FIELDS = ["cursor", "board", "view", "call"] as const;
export type AwarenessField = (typeof AWARENESS_FIELDS)[number];

export interface AwarenessState {
  user?: AwarenessUser;
  /** y-codemirror.next's: relative positions of anchor and head, as JSON, in the file that `view.file` names. */
  cursor?: { anchor: unknown; head: unknown } | null;
  /** tldraw's presence record. */
  board?: unknown;
  view?: View;
  call?: CallState | null;
}
