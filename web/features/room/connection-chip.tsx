"use client";
/** The chip that says whether what was typed is safe. */
import { useEffect, useState } from "react";
import { Chip, type ChipProps } from "#web/components/ui/chip";
import { Tooltip } from "#web/components/ui/tooltip";
import type { ConnectionState } from "./contract.ts";
import { useConnection } from "./room.tsx";

/** Milliseconds that a save may take before the chip speaks of it: a keystroke's is over long before. */
const SAVING_SHOWN_AFTER = 400;

export function ConnectionChip({ compact = false }: { compact?: boolean }) {
  const state = useSettled(useConnection());
  const { tone, text, detail } = describe(state);
  return (
    <Tooltip text={detail}>
      <Chip tone={tone} dot role="status" aria-label="Connection" tabIndex={0} className={compact ? "px-2" : ""}>
        <span>{text}</span>
      </Chip>
    </Tooltip>
  );
}

function useSettled(state: ConnectionState): ConnectionState {
  const [shown, setShown] = useState(state);
  useEffect(() => {
    if (state.kind !== "saving") return setShown(state);
    const timer = setTimeout(() => setShown(state), SAVING_SHOWN_AFTER);
    return () => clearTimeout(timer);
  }, [state]);
  // A lasting "Saving…" is true at once; only the step from "Saved" to it waits.
  return state.kind === "saving" && shown.kind !== "saving" && shown.kind !== "saved" ? state : shown;
}

export function changes(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}

function describe(state: ConnectionState): { tone: NonNullable<ChipProps["tone"]>; text: string; detail: string } {
  switch (state.kind) {
    case "connecting":
      return { tone: "neutral", text: "Connecting…", detail: "Opening the room" };
    case "saved":
      return { tone: "ok", text: "Saved", detail: "Everything is on the server's disk" };
    case "saving":
      return { tone: "neutral", text: "Saving…", detail: `${changes(state.unsaved)} on the way to the server` };
    case "offline":
      return {
        tone: "warn",
        text: state.unsaved > 0 ? `Offline, ${changes(state.unsaved)} kept here` : "Offline",
        detail: `${state.why ? `${state.why} ` : ""}You can go on typing. It is merged when the connection is back.`,
      };
    case "not-saved":
      return {
        tone: "bad",
        text: state.unsaved > 0 ? `Not saved, ${changes(state.unsaved)} kept here` : "Not saving",
        detail: "The server cannot write at the moment. Keep this page open; it saves as soon as it can.",
      };
    case "read-only":
      return { tone: "neutral", text: "Watching", detail: "You are here as an observer and cannot edit." };
    case "removed":
      return { tone: "bad", text: "Not connected", detail: "You are no longer in this room." };
  }
}
