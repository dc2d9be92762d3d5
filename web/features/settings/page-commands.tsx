"use client";
/** The page's own commands and keys, and the dialogs they open, each loaded when first asked for. */
import { lazy, Suspense, useState } from "react";
import type { Command } from "#web/features/room/contract";
import { notify, useCommand, useConnection, useSettings, useWorkbench } from "#web/features/room/room";
import { FONT_SIZE } from "#web/features/room/settings";
import { THEME_NAMES } from "./theme-choice.tsx";

const CommandPalette = lazy(() => import("./command-palette.tsx").then((part) => ({ default: part.CommandPalette })));
const HelpDialog = lazy(() => import("./help-dialog.tsx").then((part) => ({ default: part.HelpDialog })));

export function PageCommands() {
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const connection = useConnection();
  const { setPanel } = useWorkbench();
  const [{ fontSize }, change] = useSettings();
  const asked = useAsked(palette, help);

  useCommand({
    id: "palette",
    label: "Show commands",
    keys: "Mod-k",
    bind: true,
    group: "Help",
    run: () => setPalette(!palette),
  });
  useCommand({ id: "help", label: "Keys and help", keys: "?", bind: true, group: "Help", run: () => setHelp(true) });
  useCommand({
    id: "save",
    label: "Save",
    keys: "Mod-s",
    bind: true,
    group: "Files",
    run: () => notify(SAVE_ANSWERS[connection.kind], { id: "save" }),
  });
  useCommand({ id: "panel.code", label: "Show the code", group: "View", run: () => setPanel("code") });
  useCommand({ id: "panel.board", label: "Show the board", group: "View", run: () => setPanel("board") });
  useCommand({ id: "panel.split", label: "Show code and board", group: "View", run: () => setPanel("split") });
  useCommand({
    id: "panel.preview",
    label: "Show the page's preview",
    group: "View",
    run: () => setPanel("preview"),
  });
  useCommand({
    id: "font.larger",
    label: "Larger code",
    group: "View",
    disabled: fontSize >= FONT_SIZE.most,
    run: () => change({ fontSize: fontSize + 1 }),
  });
  useCommand({
    id: "font.smaller",
    label: "Smaller code",
    group: "View",
    disabled: fontSize <= FONT_SIZE.least,
    run: () => change({ fontSize: fontSize - 1 }),
  });
  return (
    <>
      {THEME_NAMES.map(({ value, text }) => (
        <OneCommand
          key={value}
          command={{
            id: `theme.${value}`,
            label: `Theme: ${text}`,
            group: "View",
            run: () => change({ theme: value }),
          }}
        />
      ))}
      <Suspense>
        {asked.palette ? <CommandPalette open={palette} onOpenChange={setPalette} /> : null}
        {asked.help ? <HelpDialog open={help} onOpenChange={setHelp} /> : null}
      </Suspense>
    </>
  );
}

const SAVE_ANSWERS = {
  saved: "Already saved. Everything is, as you type.",
  saving: "Saving as you type.",
  connecting: "Connecting. What you type is saved once the room is open.",
  offline: "Offline. Your changes are kept here and saved when you are back.",
  "not-saved": "The server cannot save at the moment. Your changes are kept here.",
  "read-only": "You are watching; there is nothing of yours to save.",
  removed: "You are no longer in this room.",
} as const;

function OneCommand({ command }: { command: Command }) {
  useCommand(command);
  return null;
}

/** Which dialogs have been asked for so far: they stay mounted to close gracefully. */
function useAsked(palette: boolean, help: boolean) {
  const [asked, setAsked] = useState({ palette: false, help: false });
  if ((palette && !asked.palette) || (help && !asked.help)) {
    setAsked({ palette: asked.palette || palette, help: asked.help || help });
  }
  return asked;
}
