/** What of the chat is kept on this device: the draft, what could not be sent, and how far was read. */
import { z } from "zod";
import type { RoomId } from "#protocol/ids";
import { MAX_CHAT_LENGTH } from "#protocol/limits";

/** Messages kept for sending; more than a person writes in an outage. */
const MAX_UNSENT = 50;

const keptSchema = z.object({
  draft: z
    .string()
    .max(MAX_CHAT_LENGTH * 4)
    .catch(""),
  unsent: z
    .array(z.object({ requestId: z.string(), text: z.string(), at: z.number() }))
    .max(MAX_UNSENT)
    .catch([]),
  /** Milliseconds since the epoch of the newest message that was seen; null before the first visit. */
  readAt: z.number().nullable().catch(null),
});
export type KeptChat = z.infer<typeof keptSchema>;

const key = (room: RoomId): string => `pairlab.chat.${room}`;

export function readKept(room: RoomId): KeptChat {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(key(room)) ?? "{}"));
  } catch {
    return { draft: "", unsent: [], readAt: null };
  }
}

/** Storage may be full or forbidden: then it lasts as long as the page. */
export function writeKept(room: RoomId, kept: KeptChat): void {
  try {
    localStorage.setItem(key(room), JSON.stringify({ ...kept, unsent: kept.unsent.slice(-MAX_UNSENT) }));
  } catch {}
}
