/** The bodies of the HTTP interface, as schemas for the borders and types for the pages. */
import { z } from "zod";
import { ROLES, type Role } from "./access.ts";
import { PATH_FAULTS, readPath } from "./documents.ts";
import type { PersonId, RoomId } from "./ids.ts";
import { MAX_NAME_LENGTH, MAX_PATH_LENGTH, MAX_TITLE_LENGTH } from "./limits.ts";
import { HIDDEN_TOO_LARGE, MAX_HIDDEN_TEXT, TEST_FILE } from "./tests.ts";

/** Characters of a name or title that are looked at: to bring thousands of accents on a letter into NFC takes long. */
const MAX_TYPED = 1_000;

/** A name as people see it: trimmed, one line, no control or direction-changing characters. */
export const nameSchema = z
  .string()
  .transform((name) =>
    name
      .slice(0, MAX_TYPED)
      .normalize("NFC")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  )
  .pipe(z.string().min(1, "Type your name.").max(MAX_NAME_LENGTH, `A name has at most ${MAX_NAME_LENGTH} characters.`));

export const titleSchema = z
  .string()
  .transform((title) => title.slice(0, MAX_TYPED).normalize("NFC").replace(/\s+/g, " ").trim())
  .pipe(
    z.string().min(1, "Type a title.").max(MAX_TITLE_LENGTH, `A title has at most ${MAX_TITLE_LENGTH} characters.`),
  );

export const TEMPLATES = ["javascript", "typescript", "web", "python"] as const;
export type Template = (typeof TEMPLATES)[number];

export const createRoomSchema = z.object({
  name: nameSchema,
  title: titleSchema.optional(),
  template: z.enum(TEMPLATES).optional(),
  /** The operator's ROOM_KEY, where ROOM_CREATION is `key`. */
  key: z.string().max(200).optional(),
});
export const joinSchema = z.object({ code: z.string().max(40), name: nameSchema });
export const roomChangeSchema = z
  .object({ title: titleSchema, locked: z.boolean(), calls: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Nothing to change.");
export const personChangeSchema = z
  .object({ role: z.enum(ROLES), removed: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Nothing to change.");

export interface RoomBody {
  id: RoomId;
  title: string;
  joinCode: string;
  /** The address to give to others, from PUBLIC_URL or the request. */
  url: string;
  /** No newcomers while true; those who are in come and go. */
  locked: boolean;
  calls: boolean;
}
export interface PersonBody {
  id: PersonId;
  name: string;
  color: string;
  role: Role;
}
export interface EnteredBody {
  room: RoomBody;
  person: PersonBody;
}
export interface RoomPageBody extends EnteredBody {
  people: (PersonBody & { online: boolean; removed?: boolean })[];
  /** Other addresses under which this server may be reached, where `url` is one that only this machine can open. */
  reachable?: string[];
  /** What the page needs of the operator's settings. */
  settings: { tldrawLicenseKey?: string; turn: boolean };
}
export interface TicketBody {
  ticket: string;
  expiresAt: number;
  person: PersonBody;
}
export interface RecentRoomBody {
  id: RoomId;
  title: string;
  role: Role;
  /** Milliseconds since the epoch. */
  lastSeenAt: number;
}
export interface MeBody {
  person: { id: PersonId; name: string } | null;
  rooms: RecentRoomBody[];
}
export interface ErrorBody {
  error: { code: string; message: string };
}

const hiddenPathSchema = z.string().transform((typed, context) => {
  const read = readPath(typed);
  if (read.ok && TEST_FILE.test(read.path)) return read.path;
  context.addIssue(read.ok ? "A file of tests is called as in sum.test.js." : PATH_FAULTS[read.fault]);
  return z.NEVER;
});
export const hiddenTestSchema = z.object({
  path: hiddenPathSchema,
  text: z.string().max(MAX_HIDDEN_TEXT, HIDDEN_TOO_LARGE),
  /** `updatedAt` of what was changed: if it is another by now, that is refused. Null: there must be none. */
  base: z.number().int().nullable().optional(),
  /** The path that it had until now, if it gets another one. */
  from: z.string().max(MAX_PATH_LENGTH).optional(),
});
export const hiddenTestRemovalSchema = z.object({
  path: z.string().max(MAX_PATH_LENGTH),
  /** As above. */
  base: z.number().int().optional(),
});
export const hiddenTrialSchema = hiddenTestSchema.pick({ path: true, text: true });
