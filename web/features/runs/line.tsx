"use client";
/** The line under a program that has ended: evaluated with the program's values, for everyone in the room. */
import { type FormEvent, type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { makeId } from "#protocol/ids";
import { MAX_LINE_LENGTH } from "#protocol/limits";
import { Button } from "#web/components/ui/button";
import { notify, useCan, useRoomClient } from "#web/features/room/room";
import { Prompt } from "./prompt.tsx";
import type { OpenRun, Run, RunLog } from "./run-log.ts";

const PLACEHOLDER: Record<OpenRun["state"], string> = {
  idle: "Try something with its values: a name, a call …",
  busy: "",
  closed: "Its values are not kept any more. Run it again to type lines.",
};

interface LineProps {
  run: Run;
  open: OpenRun;
  log: RunLog;
  scroller: RefObject<HTMLElement | null>;
}

export function Line({ run, open, log, scroller }: LineProps) {
  const client = useRoomClient();
  const allowed = useCan("run.start");
  const [text, setText] = useState("");
  const { earlier, remember } = useEarlier(setText);
  if (open.prompt !== null) return <Prompt run={run} question={open.prompt} log={scroller} />;
  if (!allowed) return null;
  const { state, note } = open;

  const evaluate = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || state !== "idle") return;
    if (!log.line(run.runId, makeId<string>(12), text, (message) => client.send(message))) {
      notify("Not connected. Type the line again when the connection is back.", { kind: "bad" });
      return;
    }
    remember(text);
    setText("");
  };

  return (
    <>
      {note ? (
        <p role="status" className="my-1 border-l-3 border-warn bg-warn-soft px-3 py-1.5 font-sans text-md text-warn">
          {note}
        </p>
      ) : null}
      <form onSubmit={evaluate} className="mx-3.5 my-1 flex items-center gap-2">
        <label className="flex min-w-0 flex-1 items-center gap-2">
          <span aria-hidden="true" className="flex-none text-ink-3">
            &gt;
          </span>
          <input
            aria-label="Line for the program"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => earlier(event, text)}
            readOnly={state !== "idle"}
            maxLength={MAX_LINE_LENGTH}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            placeholder={PLACEHOLDER[state]}
            className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-code-bg px-2 read-only:text-ink-3 focus:border-accent focus:outline-2 focus:outline-accent"
          />
        </label>
        {state === "busy" ? (
          <Button
            variant="danger"
            aria-label="Stop the line"
            onClick={() => client.send({ type: "run.stop", runId: run.runId })}
          >
            Stop
          </Button>
        ) : null}
      </form>
    </>
  );
}

/** Up and down, as in a shell: what this page has typed before. */
function useEarlier(show: (text: string) => void) {
  const lines = useRef<string[]>([]);
  const at = useRef(0);
  return {
    remember(text: string) {
      lines.current = [...lines.current.filter((line) => line !== text), text];
      at.current = lines.current.length;
    },
    earlier(event: KeyboardEvent, text: string) {
      const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
      const next = at.current + step;
      if (step === 0 || next < 0 || next > lines.current.length) return;
      event.preventDefault();
      // What is being typed is not lost by looking back.
      if (at.current === lines.current.length && text.trim() !== "") lines.current = [...lines.current, text];
      at.current = next;
      show(lines.current[next] ?? "");
    },
  };
}
