"use client";
import { CircleHelp, Download, Ellipsis, FlaskConical, FolderUp, House, Search, Upload, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "#web/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "#web/components/ui/menu";
import { keysLabel, useCommand, useCommands } from "#web/features/room/room";
import { ThemeChoice } from "#web/features/settings/theme-choice";
import { useTransfer } from "#web/features/transfer/use-transfer";
import { importBoard } from "./import-board.ts";

const PeopleDialog = lazy(() =>
  import("#web/features/owner/people-dialog").then((part) => ({ default: part.PeopleDialog })),
);

export function RoomMenu() {
  const [people, setPeople] = useState(false);
  const [asked, setAsked] = useState(false);
  const transfer = useTransfer(importBoard);
  const commands = useCommands();
  const run = (id: string) => commands.find((command) => command.id === id)?.run();
  const showPeople = () => {
    setAsked(true);
    setPeople(true);
  };
  useCommand({ id: "people", label: "People and room", group: "Room", run: showPeople });
  return (
    <>
      <Menu trigger={<IconButton label="More" icon={<Ellipsis />} />}>
        <MenuItem icon={<Users aria-hidden="true" />} onSelect={showPeople}>
          People and room…
        </MenuItem>
        <MenuItem icon={<FlaskConical aria-hidden="true" />} onSelect={() => run("tests.show")}>
          Tests…
        </MenuItem>
        <MenuItem icon={<Search aria-hidden="true" />} keys={keysLabel("Mod-k")} onSelect={() => run("palette")}>
          Commands…
        </MenuItem>
        <MenuSeparator />
        {transfer.importFiles ? (
          <MenuItem icon={<Upload aria-hidden="true" />} onSelect={transfer.importFiles}>
            Import files or a zip…
          </MenuItem>
        ) : null}
        {transfer.importFolder ? (
          <MenuItem icon={<FolderUp aria-hidden="true" />} onSelect={transfer.importFolder}>
            Import a folder…
          </MenuItem>
        ) : null}
        <MenuItem icon={<Download aria-hidden="true" />} onSelect={transfer.exportRoom}>
          Export as a zip
        </MenuItem>
        <MenuSeparator />
        <ThemeChoice />
        <MenuSeparator />
        <MenuItem icon={<CircleHelp aria-hidden="true" />} keys="?" onSelect={() => run("help")}>
          Keys and help…
        </MenuItem>
        <MenuItem icon={<House aria-hidden="true" />} onSelect={() => location.assign("/")}>
          Leave to the first page
        </MenuItem>
      </Menu>
      {transfer.input}
      <Suspense>{asked ? <PeopleDialog open={people} onOpenChange={setPeople} /> : null}</Suspense>
    </>
  );
}
