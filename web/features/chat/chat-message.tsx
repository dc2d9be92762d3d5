"use client";
import { lazy, memo, Suspense } from "react";
import type { ChatMessage } from "#protocol/messages";
import { Avatar, personColor } from "#web/components/ui/avatar";
import { Button } from "#web/components/ui/button";
import { clockTime } from "#web/features/room/clock";
import type { PersonBody } from "#web/features/room/contract";
import type { ChatLog, Pending } from "./chat-log.ts";

const ChatMarkdown = lazy(() => import("./chat-markdown.tsx").then((part) => ({ default: part.ChatMarkdown })));

/** The letters as they are, until the Markdown is there. */
function Body({ text }: { text: string }) {
  const plain = (
    <p dir="auto" className="break-words whitespace-pre-wrap">
      {text}
    </p>
  );
  return (
    <Suspense fallback={plain}>
      <ChatMarkdown text={text} />
    </Suspense>
  );
}

function Time({ at, className }: { at: number; className: string }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString()} className={className}>
      {clockTime(at)}
    </time>
  );
}

export const ChatMessageRow = memo(function ChatMessageRow({
  message,
  first,
}: {
  message: ChatMessage;
  first: boolean;
}) {
  const { by, text, at } = message;
  if (!first) {
    return (
      <div className="group relative pr-3 pl-11">
        <Time
          at={at}
          className="absolute top-0.5 left-1 w-9 text-center text-[10px] text-ink-3 opacity-0 group-hover:opacity-100"
        />
        <Body text={text} />
      </div>
    );
  }
  return (
    <div className="mt-2 grid grid-cols-[24px_minmax(0,1fr)] gap-2 px-3">
      <Avatar name={by.name} color={by.color} size={24} />
      <div className="min-w-0">
        <p className="flex items-baseline gap-1.5">
          <bdi className="truncate font-semibold" style={{ color: personColor(by.color) }}>
            {by.name}
          </bdi>
          <Time at={at} className="flex-none text-xs text-ink-3" />
        </p>
        <Body text={text} />
      </div>
    </div>
  );
});

export function PendingRow({ pending, log, self }: { pending: Pending; log: ChatLog; self: PersonBody }) {
  const { requestId, text, state } = pending;
  return (
    <div className="mt-2 grid grid-cols-[24px_minmax(0,1fr)] gap-2 px-3">
      <Avatar name={self.name} color={self.color} size={24} />
      <div className="min-w-0">
        <p className="flex items-baseline gap-1.5">
          <bdi className="truncate font-semibold" style={{ color: personColor(self.color) }}>
            {self.name}
          </bdi>
          <span className="flex-none text-xs text-ink-3">
            {state.kind === "sending"
              ? "Sending…"
              : state.kind === "waiting"
                ? "Waiting for the connection"
                : "Not sent"}
          </span>
        </p>
        <div className={state.kind === "refused" ? "" : "opacity-70"}>
          <Body text={text} />
        </div>
        {state.kind === "refused" ? (
          <p role="alert" className="mt-1 text-sm text-bad">
            {state.message}
          </p>
        ) : null}
        {state.kind === "sending" ? null : (
          <p className="mt-1 flex gap-1.5">
            {state.kind === "refused" ? (
              <Button size="small" onClick={() => log.retry(requestId)}>
                Send again
              </Button>
            ) : null}
            <Button size="small" variant="ghost" onClick={() => log.discard(requestId)}>
              Discard
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}
