"use client";
/** The room's title; its owner renames it in place. */
import { type KeyboardEvent, useEffect, useState } from "react";
import { MAX_TITLE_LENGTH } from "#protocol/limits";
import { notify, useCan, useRoomPage } from "#web/features/room/room";
import { changeRoom } from "./change-room.ts";

export function RoomTitle() {
  const { room, refresh } = useRoomPage();
  const renames = useCan("room.rename");
  const [editing, setEditing] = useState<string | null>(null);

  useEffect(() => {
    // The chat may have put its count before the title.
    const count = /^\(\d+\) /.exec(document.title)?.[0] ?? "";
    document.title = `${count}${room.title} · Pairlab`;
  }, [room.title]);

  const finish = async (keep: boolean) => {
    const title = editing?.trim() ?? "";
    setEditing(null);
    if (!keep || title === "" || title === room.title) return;
    const fault = await changeRoom(room.id, { title });
    if (fault) notify(fault, { kind: "bad" });
    else refresh();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Enter") void finish(true);
    if (event.key === "Escape") void finish(false);
  };

  if (editing !== null) {
    return (
      <h1 className="min-w-0 flex-1 sm:flex-none">
        <input
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was just pressed
          autoFocus
          aria-label="Title of the room"
          value={editing}
          maxLength={MAX_TITLE_LENGTH}
          onChange={(event) => setEditing(event.target.value)}
          onFocus={(event) => event.currentTarget.select()}
          onKeyDown={key}
          onBlur={() => void finish(true)}
          className="h-7 w-full min-w-0 rounded-md border border-accent bg-surface px-2 font-semibold sm:w-64"
        />
      </h1>
    );
  }
  return (
    <h1 className="min-w-0 font-semibold">
      {renames ? (
        <button
          type="button"
          aria-label={`${room.title}, rename`}
          onClick={() => setEditing(room.title)}
          className="block h-7 max-w-full truncate rounded-md border border-transparent px-2 hover:border-line-strong hover:bg-hover"
        >
          {room.title}
        </button>
      ) : (
        <span className="block truncate px-2">{room.title}</span>
      )}
    </h1>
  );
}
