"use client";
import { useEffect, useSyncExternalStore } from "react";
import { announce, useConnection, useRoomClient, useRoomPage } from "#web/features/room/room";
import { type ChatLog, type ChatView, chatLog } from "./chat-log.ts";

/** Characters of a message that are read out; the rest is in the log. */
const SPOKEN = 160;

/** Follows the room for the log while mounted. */
export function useChat(): { log: ChatLog; view: ChatView } {
  const client = useRoomClient();
  const { room, person } = useRoomPage();
  const connection = useConnection().kind;
  const online = connection !== "offline" && connection !== "connecting" && connection !== "removed";
  const log = chatLog(room.id);
  const view = useSyncExternalStore(log.subscribe, log.get, log.get);
  useEffect(() => log.setClient(client, person.id, online), [log, client, person.id, online]);
  useEffect(() => log.onArrival(({ by, text }) => announce(`${by.name}: ${spoken(text)}`)), [log]);
  return { log, view };
}

/** By characters, not by UTF-16 halves: half an emoji is read as "unknown character". */
function spoken(text: string): string {
  const characters = [...text];
  return characters.length > SPOKEN ? `${characters.slice(0, SPOKEN).join("")}…` : text;
}

/** Puts the count of unread messages before the title, for the browser's tab. */
export function useTitleCount(unread: number): void {
  useEffect(() => {
    if (unread === 0) return;
    const show = () => {
      const plain = document.title.replace(/^\(\d+\) /, "");
      const next = document.hidden ? `(${unread}) ${plain}` : plain;
      if (document.title !== next) document.title = next;
    };
    show();
    document.addEventListener("visibilitychange", show);
    return () => {
      document.removeEventListener("visibilitychange", show);
      document.title = document.title.replace(/^\(\d+\) /, "");
    };
  }, [unread]);
}
