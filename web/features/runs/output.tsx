"use client";
import { useEffect, useState } from "react";
import { useRoomClient } from "#web/features/room/room";

/** What the last program printed. */
export function Output() {
  const client = useRoomClient();
  const [text, setText] = useState("");
  useEffect(
    () =>
      client.onMessage((message) => {
        if (message.type === "run.started") setText("");
        if (message.type === "run.output") setText((before) => before + message.text);
      }),
    [client],
  );
  return (
    <div role="log" aria-label="Output" className="h-full overflow-auto p-3 font-mono whitespace-pre-wrap">
      {text}
    </div>
  );
}
