/** What of the chat is kept on this device: the draft, what could not be sent, and how far was read. */
import type { RoomId } from "#protocol/ids";
import { MAX_CHAT_LENGTH } from "#protocol/limits";

/** Messages kept for sending; more than a person writes in an outage. */
const MAX_UNSENT = 50;

export interface KeptChat {
  draft: string;
  unsent: { requestId: string; text: string; at: number }[];
  /** Milliseconds since the epoch of the newest message that was seen; null before the first visit. */
  readAt: number | null;
}

const key = (room: RoomId): string => `pairlab.chat.${room}`;

/** Whatever stands there and is not what this page writes is left out. By hand: zod would be 31 KB before the editor. */
export function readKept(room: RoomId): KeptChat {
  try {
    const { draft, unsent, readAt } = JSON.parse(localStorage.getItem(key(room)) ?? "{}") as Record<string, unknown>;
    return {
      draft: typeof draft === "string" && draft.length <= MAX_CHAT_LENGTH * 4 ? draft : "",
      unsent: Array.isArray(unsent) && unsent.length <= MAX_UNSENT && unsent.every(isUnsent) ? unsent : [],
      readAt: typeof readAt === "number" ? readAt : null,
    };
  } catch {
    return { draft: "", unsent: [], readAt: null };
  }
}

function isUnsent(value: unknown): value is KeptChat["unsent"][number] {
  const { requestId, text, at } = (value ?? {}) as Record<string, unknown>;
  return typeof requestId === "string" && typeof text === "string" && typeof at === "number";
}

/** Storage may be full or forbidden: then it lasts as long as the page. */
export function writeKept(room: RoomId, kept: KeptChat): void {
  try {
    localStorage.setItem(key(room), JSON.stringify({ ...kept, unsent: kept.unsent.slice(-MAX_UNSENT) }));
  } catch {}
}
