"use client";
/** Who is who in the room, and what its owner may do about it. Everyone else only reads. */
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { canActOn, type Role } from "#protocol/access";
import type { PersonBody } from "#protocol/http";
import { Avatar } from "#web/components/ui/avatar";
import { Dialog } from "#web/components/ui/dialog";
import { IconButton } from "#web/components/ui/icon-button";
import { Menu, MenuItem } from "#web/components/ui/menu";
import { Switch } from "#web/components/ui/switch";
import { announce, notify, useCan, usePeople, useRoomPage } from "#web/features/room/room";
import { changePerson, changeRoom } from "./change-room.ts";

export const ROLE_NAMES: Record<Role, string> = {
  owner: "Owner",
  instructor: "Instructor",
  assistant: "Assistant",
  student: "Student",
  observer: "Observer, only watches",
};

export interface PeopleDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function PeopleDialog({ open, onOpenChange }: PeopleDialogProps) {
  const { room, people, refresh } = useRoomPage();
  const here = new Set(usePeople().map((one) => (one.status.kind === "here" ? one.person.id : null)));
  const locks = useCan("room.lock");
  const switches = useCan("room.calls");
  const [busy, setBusy] = useState(false);

  const act = async (doing: Promise<string | null>, said: string) => {
    setBusy(true);
    const fault = await doing;
    setBusy(false);
    if (fault) return notify(fault, { kind: "bad" });
    announce(said);
    refresh();
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="People and room" size="medium">
      {locks || switches ? (
        <div className="mb-2 flex flex-col gap-1 border-b border-line pb-3">
          {locks ? (
            <Switch
              label="Lock the room"
              hint="Nobody new can come in. Those who are here come and go."
              checked={room.locked}
              disabled={busy}
              onChange={(locked) =>
                void act(changeRoom(room.id, { locked }), locked ? "The room is locked" : "The room is open")
              }
            />
          ) : null}
          {switches ? (
            <Switch
              label="Allow calls"
              hint="Switching it off ends a call that goes on."
              checked={room.calls}
              disabled={busy}
              onChange={(calls) =>
                void act(changeRoom(room.id, { calls }), calls ? "Calls are allowed" : "Calls are switched off")
              }
            />
          ) : null}
        </div>
      ) : null}
      <ul aria-label="Members">
        {people.map((person) => (
          <li key={person.id} className="flex min-h-10 items-center gap-2.5">
            <Avatar name={person.name} color={person.color} size={28} gone={person.removed ?? false} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{person.name}</span>
              <span className="block text-sm text-ink-2">
                {ROLE_NAMES[person.role]}
                {person.removed ? " · removed" : here.has(person.id) ? " · here" : ""}
              </span>
            </span>
            <PersonMenu person={person} act={act} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface PersonMenuProps {
  person: PersonBody & { removed?: boolean };
  act: (doing: Promise<string | null>, said: string) => Promise<void>;
}

function PersonMenu({ person, act }: PersonMenuProps) {
  const { room, person: self } = useRoomPage();
  const changesRole = canActOn(self.role, person.role, "person.role");
  const removes = canActOn(self.role, person.role, "person.remove");
  if (person.id === self.id || (!changesRole && !removes)) return null;
  const setRole = (role: Role) =>
    void act(changePerson(room.id, person.id, { role }), `${person.name} is now ${ROLE_NAMES[role]}`);
  const setRemoved = (removed: boolean) =>
    void act(
      changePerson(room.id, person.id, { removed }),
      removed ? `${person.name} was removed` : `${person.name} may come back`,
    );
  return (
    <Menu trigger={<IconButton label={`Change ${person.name}`} icon={<Ellipsis />} />}>
      {person.removed ? (
        <MenuItem onSelect={() => setRemoved(false)}>Let back in</MenuItem>
      ) : (
        <>
          {changesRole && person.role !== "observer" ? (
            <MenuItem onSelect={() => setRole("observer")}>Make an observer, who only watches</MenuItem>
          ) : null}
          {changesRole && person.role !== "student" ? (
            <MenuItem onSelect={() => setRole("student")}>Make a student, who edits and runs</MenuItem>
          ) : null}
          {removes ? (
            <MenuItem danger onSelect={() => setRemoved(true)}>
              Remove from the room
            </MenuItem>
          ) : null}
        </>
      )}
    </Menu>
  );
}
