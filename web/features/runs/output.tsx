"use client";
/** What the run prints, for everyone in the room: the log, its bar, its result and the line for input. */
import { ArrowDown, Copy, Eraser, History, Play, Repeat2, WrapText } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { makeId, type PersonId } from "#protocol/ids";
import { Button } from "#web/components/ui/button";
import { EmptyState } from "#web/components/ui/empty-state";
import { IconButton } from "#web/components/ui/icon-button";
import { Menu, MenuChoice } from "#web/components/ui/menu";
import { clockTime } from "#web/features/room/clock";
import {
  keysLabel,
  notify,
  useCan,
  useCommand,
  useFiles,
  useRoomClient,
  useRoomPage,
  useWorkbench,
} from "#web/features/room/room";
import { Elapsed } from "./elapsed.tsx";
import { Line } from "./line.tsx";
import { OutputLines } from "./output-lines.ts";
import type { PlaceLinks } from "./place-links.ts";
import { Prompt } from "./prompt.tsx";
import { Result } from "./result.tsx";
import { activeRun, isPreview, type Run, type RunLog } from "./run-log.ts";
import { aheadWords, outcome, whoRan } from "./run-words.ts";
import { useLogScroll } from "./use-log-scroll.ts";
import { useRuns, useShownRun } from "./use-runs.ts";
import { useWraps } from "./use-wraps.ts";

/** `start`: a button that runs the program, where there is none in sight. */
export function Output({ run: start }: { run?: ReactNode }) {
  const { log } = useRuns();
  const { run, clear } = useShownRun();
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <Bar run={run} log={log} clear={clear} start={start} />
      {run ? <Log key={run.runId} run={run} log={log} /> : <Empty />}
    </div>
  );
}

function Empty() {
  return (
    <div role="log" aria-label="Output" aria-live="off" className="min-h-0 flex-1 overflow-auto">
      <EmptyState icon={<Play />} title={`Press Run, or ${keysLabel("Mod-Enter")}`}>
        Everyone here sees the output.
      </EmptyState>
    </div>
  );
}

interface BarProps {
  run: Run | null;
  log: RunLog;
  clear(): void;
  start: ReactNode;
}

function Bar({ run, log, clear, start }: BarProps) {
  const self = useRoomPage().person.id;
  const copy = () => {
    if (!run) return;
    const text = log.transcript(run.runId).toString();
    // Plain http on another name than localhost has no clipboard.
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject();
    copied.then(
      () => notify("Output copied"),
      () => notify("This browser does not allow copying here. Select the output and copy it.", { kind: "bad" }),
    );
  };
  const [wraps, setWraps] = useWraps();
  const wrap = () => setWraps(!wraps);
  useCommand({ id: "output.copy", label: "Copy the output", group: "Run", run: copy, disabled: !run });
  useCommand({ id: "output.clear", label: "Clear the output", group: "Run", run: clear, disabled: !run });
  const label = wraps ? "Do not wrap long lines of output" : "Wrap long lines of output";
  useCommand({ id: "output.wrap", label, group: "View", run: wrap });
  return (
    <div className={`flex flex-none items-center gap-1 border-b border-line px-2 ${start ? "h-9" : "h-8"}`}>
      {start}
      <p className="min-w-0 flex-1 truncate px-1.5 text-sm text-ink-2">
        {run ? (
          <>
            <span className="font-medium text-ink">{whoRan(run, self)}</span>
            {run.at === null ? null : (
              <span className="max-sm:hidden">{` · ${clockTime(run.at, { seconds: true })}`}</span>
            )}
            {" · "}
            <State run={run} self={self} />
          </>
        ) : (
          "Nothing has run yet"
        )}
      </p>
      <RunAgain run={run} />
      <RunHistory />
      <IconButton
        size="small"
        label="Wrap long lines"
        aria-pressed={wraps}
        icon={<WrapText />}
        className="aria-pressed:bg-active aria-pressed:text-accent-text!"
        onClick={wrap}
      />
      <IconButton size="small" label="Copy the output" icon={<Copy />} disabled={!run} onClick={copy} />
      <IconButton size="small" label="Clear the output" icon={<Eraser />} disabled={!run} onClick={clear} />
    </div>
  );
}

/** A deterministic run once more, with the numbers that it had, whatever the room's runs have now. */
function RunAgain({ run }: { run: Run | null }) {
  const client = useRoomClient();
  const canStart = useCan("run.start");
  const { runs, asking, log } = useRuns();
  if (run?.seed === undefined) return null;
  const { entry, seed } = run;
  const start = () => log.start(makeId<string>(12), entry, (message) => client.send(message), seed);
  return (
    <IconButton
      size="small"
      label={`Run ${entry} again with random numbers ${seed}`}
      icon={<Repeat2 />}
      disabled={!canStart || asking !== null || activeRun(runs) !== null}
      onClick={start}
    />
  );
}

/** How far the run is, in a few words. */
function State({ run, self }: { run: Run; self: PersonId }) {
  const { phase } = run;
  switch (phase.kind) {
    case "queued":
      return aheadWords(phase.position, run.by.id === self);
    case "running":
      if (isPreview(run)) return "open";
      return phase.prompt === null ? <Elapsed run={run} /> : "waits for an answer";
    case "ended":
      return isPreview(run) ? "closed" : outcome(phase);
    default:
      return phase satisfies never;
  }
}

function RunHistory() {
  const { runs } = useRuns();
  const { run, select } = useShownRun();
  const self = useRoomPage().person.id;
  const options = runs.toReversed().map((one) => ({
    value: one.runId as string,
    text: `${one.at === null ? "" : `${clockTime(one.at, { seconds: true })}  `}${whoRan(one, self)}${one.phase.kind === "ended" && !isPreview(one) ? ` · ${outcome(one.phase)}` : ""}`,
  }));
  return (
    <Menu
      trigger={
        <IconButton
          size="small"
          label="History"
          tooltip="The last programs that ran here"
          icon={<History />}
          disabled={runs.length === 0}
        />
      }
    >
      <MenuChoice label="The last runs" value={run?.runId ?? ""} options={options} onChange={select} />
    </Menu>
  );
}

/** One object for good: what is drawn stays as it is when a file comes or goes. */
function usePlaceLinks(): PlaceLinks {
  const files = useFiles();
  const { go } = useWorkbench();
  const now = useRef({ files, go });
  now.current = { files, go };
  const [links] = useState<PlaceLinks>(() => ({
    paths: () => now.current.files.map(({ path }) => path),
    go: (place) => now.current.go(place),
  }));
  return links;
}

/** Milliseconds of a frame in which output is drawn: what is more waits for the next one, and the page stays usable. */
const BUDGET = 8;

function Log({ run, log }: { run: Run; log: RunLog }) {
  const lines = useRef<HTMLDivElement>(null);
  const [dropped, setDropped] = useState(0);
  const { runId, phase, open } = run;
  const isTable = /\.sql$/i.test(run.entry ?? "");
  const links = usePlaceLinks();
  const [wraps] = useWraps();
  const { scroller, content, head, behind, onScroll, toNewest } = useLogScroll(open?.state === "busy");

  useEffect(() => {
    if (!lines.current) return;
    const drawn = new OutputLines(lines.current, log.transcript(runId), { wraps: !isTable, links });
    let frame = 0;
    const draw = () => {
      // A hidden page gets no frames, and its log must be right all the same.
      const done = drawn.draw(document.hidden ? undefined : BUDGET);
      frame = done ? 0 : requestAnimationFrame(draw);
      setDropped(drawn.dropped);
    };
    draw();
    const stop = log.onOutput((changed) => {
      if (changed !== runId) return;
      if (document.hidden) draw();
      else frame ||= requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      drawn.clear();
    };
  }, [log, runId, isTable, links]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label="Output"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="absolute inset-0 overflow-auto font-mono text-[12.5px] leading-5 focus-visible:outline-2 focus-visible:-outline-offset-2"
      >
        <div ref={content} className="py-2">
          {dropped > 0 ? (
            <p className="px-3.5 pb-1 font-sans text-ink-3">
              {dropped.toLocaleString("en")} earlier lines are not shown. Copy the output to have them all.
            </p>
          ) : null}
          <div ref={lines} data-wraps={wraps} />
          {phase.kind === "queued" ? (
            <p className="px-3.5 font-sans text-ink-2">
              Many programs run at the moment. This one starts by itself as soon as it is its turn.
            </p>
          ) : null}
          {phase.kind === "running" && phase.prompt !== null ? (
            <Prompt run={run} question={phase.prompt} log={scroller} />
          ) : null}
          {phase.kind === "ended" && !isPreview(run) ? (
            <Result ref={head} phase={phase} silent={log.transcript(runId).pieces.length === 0} again={open === null} />
          ) : null}
          {open ? <Line run={run} open={open} log={log} scroller={scroller} /> : null}
        </div>
      </div>
      {behind ? (
        <Button
          size="small"
          className="absolute right-4 bottom-2 shadow-raised"
          icon={<ArrowDown aria-hidden="true" className="size-3.5" />}
          onClick={toNewest}
        >
          Jump to newest
        </Button>
      ) : null}
    </div>
  );
}
