"use client";
import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { END_OF_INPUT } from "#protocol/runs";
import { Button } from "#web/components/ui/button";
import { notify, useCan, useRoomClient, useRoomPage } from "#web/features/room/room";
import type { Run } from "./run-log.ts";
import { visibleText } from "./visible-text.ts";

interface PromptProps {
  run: Run;
  question: string;
  /** The log it stands in: the focus waits there between two questions. */
  log: RefObject<HTMLElement | null>;
}

/** The line for what the program asks. Whoever answers first has answered. */
export function Prompt({ run, question, log }: PromptProps) {
  const client = useRoomClient();
  const allowed = useCan("run.input");
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useFocusWhenIdle(field, log, run.by.id === useRoomPage().person.id);
  const send = (line: string) => {
    if (!client.send({ type: "run.input", runId: run.runId, text: line })) {
      notify("Not connected. The program still waits.", { kind: "bad" });
      return;
    }
    setText("");
    log.current?.focus();
  };
  const answer = (event: FormEvent) => {
    event.preventDefault();
    send(text);
  };
  const end = (event: KeyboardEvent) => {
    if (!allowed || text !== "" || event.key !== "d" || !event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    send(END_OF_INPUT);
  };
  return (
    <form onSubmit={answer} className="mx-3.5 my-1 flex flex-wrap items-end gap-2">
      <label className="flex min-w-0 flex-[1_1_18rem] flex-wrap items-center gap-x-2 gap-y-1">
        <span className="max-w-full break-words whitespace-pre-wrap">{visibleText(question) || "Input"}</span>
        <input
          ref={field}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={end}
          readOnly={!allowed}
          maxLength={16_000}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          placeholder={allowed ? "Type the answer, then press Enter" : "Someone who can edit answers here"}
          className="h-7 min-w-0 flex-[1_1_12rem] rounded-md border border-accent bg-code-bg px-2 focus:outline-2 focus:outline-accent"
        />
      </label>
      <Button type="submit" size="medium" className="font-sans" disabled={!allowed}>
        Enter
      </Button>
      <Button
        variant="ghost"
        size="medium"
        className="font-sans"
        disabled={!allowed}
        tooltip="No more lines: the program reads the end of its input (Ctrl+D)"
        onClick={() => send(END_OF_INPUT)}
      >
        End input
      </Button>
    </form>
  );
}

/** Takes the focus if nobody else has it: of whoever answered before, and of `own` runs, whose button has gone. */
function useFocusWhenIdle(field: RefObject<HTMLElement | null>, log: RefObject<HTMLElement | null>, own: boolean) {
  useEffect(() => {
    const { activeElement } = document;
    const inLog = activeElement !== null && log.current?.contains(activeElement);
    const atRun = own && (activeElement === document.body || activeElement?.closest("[data-run]"));
    if (inLog || atRun) field.current?.focus();
  }, [field, log, own]);
}
