"use client";
/** Who is here: initials in the header, names and places on a click; a person is followed with one more. */
import { ChevronDown, Eye, EyeOff } from "lucide-react";
import { memo, useMemo } from "react";
import { Avatar } from "#web/components/ui/avatar";
import { Button } from "#web/components/ui/button";
import { classes } from "#web/components/ui/classes";
import { Popover } from "#web/components/ui/popover";
import { Tooltip } from "#web/components/ui/tooltip";
import type { Presence } from "#web/features/room/contract";
import { useFiles, useLeftAt, usePeople, useRoomPage, useWorkbench } from "#web/features/room/room";
import { placeOf, sinceWords } from "./words.ts";

/** Faces in the header; the others are a number. */
const SHOWN = 5;

export interface PeopleStripProps {
  /** Fewer faces where the header is short. */
  shown?: number;
}

export const PeopleStrip = memo(function PeopleStrip({ shown = SHOWN }: PeopleStripProps) {
  const people = usePeople();
  const { following, follow } = useWorkbench();
  const faces = people.length > shown + 1 ? people.slice(0, shown) : people;
  const more = people.length - faces.length;
  return (
    <div className="flex items-center">
      <ul aria-label="People" className="flex items-center">
        {faces.map((presence) => (
          <li key={presence.person.id} className="-ml-1 first:ml-0">
            <Face
              presence={presence}
              followed={following === presence.person.id}
              onFollow={() => follow(following === presence.person.id ? null : presence.person.id)}
            />
          </li>
        ))}
      </ul>
      <Popover
        label="Everyone in this room"
        tooltip="Everyone in this room"
        trigger={
          <button
            type="button"
            aria-label={more > 0 ? `+${more} more people, show everyone` : "Show everyone in this room"}
            className="ml-0.5 grid h-7 min-w-6 place-items-center rounded-md px-1 font-medium text-ink-2 hover:bg-hover hover:text-ink"
          >
            {more > 0 ? `+${more}` : <ChevronDown aria-hidden="true" className="size-4" />}
          </button>
        }
      >
        <Everyone people={people} />
      </Popover>
    </div>
  );
});

interface FaceProps {
  presence: Presence;
  followed: boolean;
  onFollow: () => void;
}

function Face({ presence, followed, onFollow }: FaceProps) {
  const { person, self, status } = presence;
  const left = status.kind === "left";
  const words = self ? `${person.name} (you)` : left ? `${person.name} left just now` : person.name;
  const ring = classes("rounded-full border-2", followed ? "border-accent" : "border-surface");
  const avatar = <Avatar name={person.name} color={person.color} size={24} gone={left} />;
  if (self || left) {
    return (
      <Tooltip text={words}>
        <span role="img" aria-label={words} className={classes("block", ring)}>
          {avatar}
        </span>
      </Tooltip>
    );
  }
  return (
    <Tooltip text={followed ? `Stop following ${person.name}` : `Follow ${person.name}`}>
      <button
        type="button"
        aria-label={person.name}
        aria-pressed={followed}
        onClick={onFollow}
        className={classes("block", ring)}
      >
        {avatar}
      </button>
    </Tooltip>
  );
}

function Everyone({ people }: { people: Presence[] }) {
  const page = useRoomPage();
  const files = useFiles();
  const leftAt = useLeftAt();
  const { following, follow } = useWorkbench();
  const here = useMemo(() => new Map(people.map((one) => [one.person.id, one])), [people]);
  const away = page.people.filter((one) => here.get(one.id)?.status.kind !== "here" && !one.removed);
  return (
    <ul className="flex flex-col">
      {people
        .filter((one) => one.status.kind === "here")
        .map(({ person, self, connections }) => (
          <li key={person.id} className="flex min-h-9 items-center gap-2 rounded-md px-2 hover:bg-hover">
            <Avatar name={person.name} color={person.color} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                {person.name}
                {self ? " (you)" : ""}
              </span>
              <span className="block truncate text-sm text-ink-2">
                {placeOf(connections[0]?.state.view, files)}
                {person.role === "student" ? "" : ` · ${person.role}`}
              </span>
            </span>
            {self ? null : (
              <Button
                size="small"
                variant="ghost"
                icon={following === person.id ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
                aria-label={following === person.id ? `Stop following ${person.name}` : `Follow ${person.name}`}
                onClick={() => follow(following === person.id ? null : person.id)}
              >
                {following === person.id ? "Stop" : "Follow"}
              </Button>
            )}
          </li>
        ))}
      {away.map((person) => (
        <li key={person.id} className="flex min-h-9 items-center gap-2 px-2 text-ink-2">
          <Avatar name={person.name} color={person.color} gone />
          <span className="min-w-0 flex-1 truncate">{person.name}</span>
          <span className="text-sm">{leftAt(person.id) ? sinceWords(leftAt(person.id) ?? 0) : "not here"}</span>
        </li>
      ))}
    </ul>
  );
}
