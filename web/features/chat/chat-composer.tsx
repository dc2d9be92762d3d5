"use client";
import { SendHorizontal } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { MAX_CHAT_LENGTH } from "#protocol/limits";
import { classes } from "#web/components/ui/classes";
import { IconButton } from "#web/components/ui/icon-button";
import type { ChatLog } from "./chat-log.ts";

/** Characters before the limit at which the counter is shown. */
const NEAR_LIMIT = 400;
/** Pixels: seven lines, then the field scrolls. */
const MAX_HEIGHT = 156;

export function ChatComposer({ log, onSend }: { log: ChatLog; onSend(): void }) {
  const [text, setText] = useState(log.draft);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => log.keepDraft(text), [log, text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(MAX_HEIGHT, element.scrollHeight)}px`;
  }, [text]);
  const left = MAX_CHAT_LENGTH - text.trim().length;
  const ready = text.trim() !== "" && left >= 0;
  const send = () => {
    if (!ready) return;
    log.send(text);
    setText("");
    onSend();
  };
  return (
    <form
      className="m-3 mt-1 flex-none"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div
        className={classes(
          "flex items-end rounded-md border bg-surface focus-within:border-accent focus-within:outline-1 focus-within:outline-accent",
          left < 0 ? "border-bad" : "border-line-strong",
        )}
      >
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label="Message"
          aria-describedby="chat-hint"
          aria-invalid={left < 0 || undefined}
          placeholder="Message the room"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // While an input method composes, Enter chooses a word.
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
          className="min-h-8 min-w-0 flex-1 resize-none bg-transparent px-2.5 py-1.5 outline-none"
        />
        <IconButton
          type="submit"
          label="Send message"
          keys="Enter"
          disabled={!ready}
          className="m-0.5"
          icon={<SendHorizontal />}
        />
      </div>
      <p id="chat-hint" className="sr-only">
        Enter sends, Shift and Enter starts a new line. Markdown and places such as main.js:12 work.
      </p>
      {left <= NEAR_LIMIT ? (
        <p role="status" className={classes("mt-1 text-right text-sm", left < 0 ? "text-bad" : "text-ink-2")}>
          {left < 0 ? `${-left} characters too long` : `${left} characters left`}
        </p>
      ) : null}
    </form>
  );
}
