"use client";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { END_OF_INPUT, placeOf } from "#protocol/runs";
import { Button } from "#web/components/ui/button";
import { notify, useCan, useRoomClient } from "#web/features/room/room";
import type { Run } from "./run-log.ts";
import { visibleText } from "./visible-text.ts";

/** The line for what the program asks. Whoever answers first has answered. */
export function Prompt({ run, question }: { run: Run; question: string }) {
  const client = useRoomClient();
  const allowed = useCan("run.input");
  const [text, setText] = useState("");
  // Python's input() knows no end.
  const ends = run.entry !== null && placeOf(run.entry) === "sandbox";
  const send = (line: string) => {
    if (client.send({ type: "run.input", runId: run.runId, text: line })) setText("");
    else notify("Not connected. The program still waits.", { kind: "bad" });
  };
  const answer = (event: FormEvent) => {
    event.preventDefault();
    send(text);
  };
  const end = (event: KeyboardEvent) => {
    if (!ends || !allowed || text !== "" || event.key !== "d" || !event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    send(END_OF_INPUT);
  };
  return (
    <form onSubmit={answer} className="mx-3.5 my-1 flex items-center gap-2">
      <label className="flex min-w-0 flex-1 items-center gap-2">
        <span className="max-w-1/2 flex-none truncate">{visibleText(question) || "Input"}</span>
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={end}
          readOnly={!allowed}
          maxLength={16_000}
          spellCheck={false}
          autoComplete="off"
          placeholder={allowed ? "The program waits for a line" : "Someone who can edit answers here"}
          className="h-7 min-w-0 flex-1 rounded-md border border-accent bg-code-bg px-2 focus:outline-2 focus:outline-accent"
        />
      </label>
      <Button type="submit" size="medium" disabled={!allowed}>
        Enter
      </Button>
      {ends ? (
        <Button
          size="medium"
          disabled={!allowed}
          tooltip="No more lines: the program reads the end of its input (Ctrl+D)"
          onClick={() => send(END_OF_INPUT)}
        >
          End input
        </Button>
      ) : null}
    </form>
  );
}
