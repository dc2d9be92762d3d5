"use client";
import { useSyncExternalStore } from "react";
import { useRoomPage } from "#web/features/room/room";
import { chatLog } from "./chat-log.ts";

/** The count of unread messages, beside the word "Chat" on a tab. Nothing if there are none. */
export function ChatCount() {
  const { room } = useRoomPage();
  const log = chatLog(room.id);
  const unread = useSyncExternalStore(
    log.subscribe,
    () => log.get().unread,
    () => 0,
  );
  if (unread === 0) return null;
  return (
    <span className="rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-ink">
      {unread > 99 ? "99+" : unread}
      <span className="sr-only"> unread</span>
    </span>
  );
}
