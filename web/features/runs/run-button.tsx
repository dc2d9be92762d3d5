"use client";
/** Run, which becomes Stop, and the menu of what it runs. Always mounted: it binds the keys and speaks of results. */
import { ChevronDown, Play, Repeat2, Square, X } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import type { PersonId } from "#protocol/ids";
import { MAX_SEED, whyNotRunnable } from "#protocol/runs";
import { Button } from "#web/components/ui/button";
import { classes } from "#web/components/ui/classes";
import { IconButton } from "#web/components/ui/icon-button";
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuSeparator } from "#web/components/ui/menu";
import { Tooltip } from "#web/components/ui/tooltip";
import { keysLabel, useCan, useCommand, useFiles, useRoomClient, useRoomPage } from "#web/features/room/room";
import { Elapsed } from "./elapsed.tsx";
import { chooseEntry } from "./entry.ts";
import type { Run } from "./run-log.ts";
import { aheadWords } from "./run-words.ts";
import { chooseSeed } from "./seed.ts";
import { type RunControl, useRunControl } from "./use-run-control.ts";
import { useEntry, useRunAnnouncements, useRuns, useSeed } from "./use-runs.ts";

export function RunButton() {
  const control = useRunControl();
  const { log } = useRuns();
  const { entry, active, canStop, offline, start, stop } = control;
  useRunAnnouncements();
  // The answer to what was asked went with the connection.
  useEffect(() => {
    if (offline) log.forgetRequest();
  }, [offline, log]);

  const label = entry ? `Run ${entry}` : "Run";
  useCommand({ id: "run", label, keys: "Mod-Enter", bind: true, group: "Run", run: start });
  useCommand({ id: "run.stop", label: "Stop the run", group: "Run", run: stop, disabled: !active || !canStop });

  return <RunAndStop control={control} beside={<EntryMenu />} />;
}

/** Run and Stop alone, for a place from which the other button is not in sight. */
export function RunAlone() {
  return <RunAndStop control={useRunControl()} />;
}

/** `beside`: is one button with Run. */
function RunAndStop({ control, beside }: { control: RunControl; beside?: ReactNode }) {
  const { entry, why, active, stopShown, canStop, start, stop } = control;
  const { refused, log } = useRuns();
  const self = useRoomPage().person.id;
  const keepsFocus = useKeptFocus(stopShown);
  return (
    <div data-run="" className="relative flex flex-none items-center" {...keepsFocus}>
      {stopShown ? (
        <Button
          variant="danger"
          aria-label="Stop"
          icon={<Square aria-hidden="true" className="size-3 fill-current" />}
          tooltip={canStop ? "Stop the run" : "You are watching this room, so you cannot stop runs."}
          disabled={!canStop}
          onClick={stop}
        >
          Stop{" "}
          {active && active.phase.kind !== "queued" ? <Elapsed run={active} /> : <Waiting run={active} self={self} />}
        </Button>
      ) : (
        <>
          <Tooltip text={why ?? `Runs ${entry} for everyone in the room`} keys={keysLabel("Mod-Enter")}>
            <button
              type="button"
              aria-label="Run"
              aria-disabled={why !== null || undefined}
              aria-description={why ?? `Runs ${entry}`}
              aria-keyshortcuts="Control+Enter Meta+Enter"
              onClick={start}
              className={classes(
                "inline-flex h-7 items-center gap-1.5 bg-accent px-2.5 font-semibold text-accent-ink transition-[filter] hover:brightness-110 active:brightness-95 aria-disabled:opacity-55 forced-colors:border",
                beside ? "rounded-l-md" : "rounded-md",
              )}
            >
              <Play aria-hidden="true" className="size-3.5 flex-none fill-current" />
              Run
            </button>
          </Tooltip>
          {beside}
        </>
      )}
      {refused ? (
        <div
          role="alert"
          className={classes(
            "absolute top-full z-30 mt-1.5 flex w-72 animate-appear items-start gap-2 rounded-md border border-bad bg-raised p-2.5 text-ink shadow-raised",
            beside ? "right-0" : "left-0",
          )}
        >
          <span className="flex-1">{refused}</span>
          <IconButton size="small" label="Dismiss" icon={<X />} onClick={() => log.dismissRefusal()} />
        </div>
      ) : null}
    </div>
  );
}

/** Run becomes Stop and Stop Run: the focus of the one that goes is given to the one that comes. */
function useKeptFocus(stopShown: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of buttons is the occasion
  useLayoutEffect(() => {
    if (focused.current && document.activeElement === document.body) box.current?.querySelector("button")?.focus();
  }, [stopShown]);
  return {
    ref: box,
    onFocus: () => {
      focused.current = true;
    },
    // A button that is taken away while it has the focus does not blur.
    onBlur: () => {
      focused.current = false;
    },
  };
}

/** How far a run is that has not started; drawn by the style sheet, for the button is called Stop. */
function Waiting({ run, self }: { run: Run | null; self: PersonId }) {
  const text = run?.phase.kind === "queued" ? aheadWords(run.phase.position, run.by.id === self) : "starting";
  return <span aria-hidden="true" data-text={`· ${text}`} className="font-normal before:content-[attr(data-text)]" />;
}

const AUTOMATIC = "automatic";
const FIRST_SEED = 1;

function EntryMenu() {
  const disabled = !useCan("run.start");
  const { doc } = useRoomClient().code;
  const files = useFiles();
  const entry = useEntry();
  const seed = useSeed();
  const programs = files.filter(({ path }) => whyNotRunnable(path) === null);
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${entry?.path ?? "No file"}${seed === undefined ? "" : ", the same each time"}: choose how Run runs`}
          disabled={disabled}
          className="ml-px inline-flex h-7 min-w-6 max-w-44 items-center justify-center gap-1 rounded-r-md px-1.5 bg-accent text-accent-ink transition-[filter] hover:brightness-110 active:brightness-95 disabled:opacity-55 forced-colors:border"
        >
          <span className="truncate max-sm:max-w-20">{entry?.path ?? "No file"}</span>
          {seed === undefined ? null : <Repeat2 aria-hidden="true" className="size-3.5 flex-none" />}
          <ChevronDown aria-hidden="true" className="size-3.5 flex-none" />
        </button>
      }
    >
      <MenuChoice
        label="Run starts with, for everyone"
        value={entry?.chosen ? entry.id : AUTOMATIC}
        options={[
          { value: AUTOMATIC, text: "Automatic (main.js, else the open file)" },
          ...programs.map(({ id, path }) => ({ value: id as string, text: path })),
        ]}
        onChange={(value) =>
          chooseEntry(doc, value === AUTOMATIC ? null : (programs.find(({ id }) => id === value)?.id ?? null))
        }
      />
      <MenuSeparator />
      <MenuCheck checked={seed !== undefined} onChange={(checked) => chooseSeed(doc, checked ? FIRST_SEED : undefined)}>
        Same random numbers and time each run
      </MenuCheck>
      <MenuItem disabled={seed === undefined} onSelect={() => chooseSeed(doc, ((seed ?? 0) + 1) % (MAX_SEED + 1))}>
        {seed === undefined ? "Other random numbers" : `Other random numbers (these are ${seed})`}
      </MenuItem>
    </Menu>
  );
}
