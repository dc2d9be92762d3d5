"use client";
import { Maximize2, MicOff, MonitorUp } from "lucide-react";
import { useRef } from "react";
import { Avatar, personColor } from "#web/components/ui/avatar";
import { classes } from "#web/components/ui/classes";
import { IconButton } from "#web/components/ui/icon-button";
import { Video } from "./video.tsx";

export interface CallTileProps {
  name: string;
  color: string;
  self?: boolean;
  muted: boolean;
  speaking: boolean;
  sharing: boolean;
  /** What to show; null shows the initials. */
  track: MediaStreamTrack | null;
  /** About the connection, if there is something to say. */
  status?: string | undefined;
  /** Worth a colour: the connection is bad or away. */
  warn?: boolean;
}

export function CallTile({ name, color, self, muted, speaking, sharing, track, status, warn }: CallTileProps) {
  const tile = useRef<HTMLLIElement>(null);
  const words = [self ? `${name} (you)` : name, muted && "muted", sharing && "sharing the screen", status];
  return (
    <li
      ref={tile}
      aria-label={words.filter(Boolean).join(", ")}
      data-speaking={speaking || undefined}
      style={{ background: `color-mix(in srgb, ${personColor(color)} 24%, var(--sunken))` }}
      className={classes(
        "group relative grid aspect-video min-w-0 place-items-center overflow-hidden rounded-lg",
        sharing && !self && "col-span-full bg-sunken!",
        speaking && "outline-2 outline-offset-1 outline-ok",
      )}
    >
      {track ? (
        <Video track={track} mirrored={self === true && !sharing} whole={sharing} />
      ) : (
        <Avatar name={name} color={color} size={40} />
      )}
      <span className="absolute bottom-1.5 left-1.5 flex max-w-[calc(100%-12px)] items-center gap-1 rounded-sm bg-[rgb(0_0_0/0.7)] px-1.5 text-xs font-medium text-[#fff] [&_svg]:size-3 [&_svg]:flex-none">
        {muted ? <MicOff aria-hidden="true" /> : null}
        {sharing ? <MonitorUp aria-hidden="true" /> : null}
        <span className="truncate" dir="auto">
          {self ? "You" : name}
        </span>
        {status && warn ? <span className="truncate font-normal">· {status}</span> : null}
      </span>
      {sharing && !self && track ? (
        <IconButton
          label={`Show ${name}'s screen full size`}
          size="small"
          variant="soft"
          className="absolute top-1.5 right-1.5"
          icon={<Maximize2 />}
          onClick={() => void tile.current?.requestFullscreen?.().catch(() => undefined)}
        />
      ) : null}
    </li>
  );
}
