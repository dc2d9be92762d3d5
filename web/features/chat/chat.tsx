"use client";
/** The room's chat: what was said, and the field to say more. */
import { ArrowDown, MessageSquare } from "lucide-react";
import { Button } from "#web/components/ui/button";
import { EmptyState } from "#web/components/ui/empty-state";
import { Skeleton } from "#web/components/ui/skeleton";
import { useCan, useRoomPage } from "#web/features/room/room";
import { ChatComposer } from "./chat-composer.tsx";
import { ChatMessageRow, PendingRow } from "./chat-message.tsx";
import { type ChatRow, chatRows, dayWords } from "./chat-rows.ts";
import { useChat, useTitleCount } from "./use-chat.ts";
import { useChatScroll } from "./use-chat-scroll.ts";

export function Chat() {
  const { log, view } = useChat();
  const { person } = useRoomPage();
  const mayWrite = useCan("chat.send");
  const { viewport, content, onScroll, toEnd, atEnd } = useChatScroll(log, view);
  useTitleCount(view.unread);
  const rows = chatRows(view.messages, view.firstUnread);
  const empty = view.loaded && rows.length === 0 && view.pending.length === 0;
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      <div
        ref={viewport}
        role="log"
        aria-label="Chat"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
        tabIndex={0}
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain pt-1 [overflow-anchor:none]"
      >
        <div ref={content} className="flex min-h-full flex-col justify-end pb-1">
          {view.more ? (
            <p className="py-1 text-center">
              <Button size="small" variant="ghost" busy={view.loadingEarlier} onClick={() => log.loadEarlier()}>
                Earlier messages
              </Button>
            </p>
          ) : null}
          {!view.loaded && view.pending.length === 0 ? <Loading /> : null}
          {empty ? (
            <EmptyState icon={<MessageSquare />} title="Nothing written yet" className="flex-1">
              {mayWrite ? "Say hello. A place such as main.js:12 becomes a link to that line." : null}
            </EmptyState>
          ) : null}
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
          {view.pending.map((pending) => (
            <PendingRow key={pending.requestId} pending={pending} log={log} self={person} />
          ))}
        </div>
      </div>
      {!atEnd && view.unread > 0 ? (
        <Button
          variant="primary"
          size="small"
          icon={<ArrowDown className="size-3.5" />}
          className="absolute bottom-16 left-1/2 -translate-x-1/2 shadow-raised"
          onClick={toEnd}
        >
          {view.unread} new
        </Button>
      ) : null}
      {mayWrite ? (
        <ChatComposer log={log} onSend={toEnd} />
      ) : (
        <p className="flex-none border-t border-line px-3 py-2 text-ink-2">
          You are watching: you can read the chat, not write.
        </p>
      )}
    </div>
  );
}

function Row({ row }: { row: ChatRow }) {
  switch (row.kind) {
    case "day":
      return (
        <p className="flex items-center gap-2 px-3 pt-3 pb-1 text-xs text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {dayWords(row.at, Date.now())}
        </p>
      );
    case "new":
      return (
        <p className="flex items-center gap-2 px-3 pt-2 text-xs font-semibold text-accent-text before:h-px before:flex-1 before:bg-accent">
          New
        </p>
      );
    case "message":
      return <ChatMessageRow message={row.message} first={row.first} />;
  }
}

function Loading() {
  return (
    <div className="flex flex-col gap-2 p-3">
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
    </div>
  );
}
