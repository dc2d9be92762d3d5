"use client";
/** The right side: call above chat, or one of them at a time where the window is narrow. */
import { MessageSquare, Phone } from "lucide-react";
import { ErrorBoundary } from "#web/components/ui/error-boundary";
import { whenIdle } from "#web/components/ui/late";
import { Skeleton } from "#web/components/ui/skeleton";
import { TabPanel, Tabs } from "#web/components/ui/tabs";
import { Chat } from "#web/features/chat/chat";
import { ChatCount } from "#web/features/chat/chat-count";
import { useDocumentSynced, useRoomClient, useWorkbench } from "#web/features/room/room";
import { LazySlot } from "./slot.tsx";

/** Milliseconds that the editor has to itself before the call's script is fetched beside it. */
const EDITOR_FIRST = 900;

async function loadCall() {
  await new Promise<void>((done) => whenIdle(EDITOR_FIRST, done));
  return (await import("#web/features/call/call")).Call;
}

/** Its script comes after the first text is there to be typed in. */
export function CallSlot() {
  const synced = useDocumentSynced(useRoomClient().code);
  if (!synced) return <CallSkeleton />;
  return <LazySlot what="The call" load={loadCall} fallback={<CallSkeleton />} />;
}

export function ChatSlot() {
  return (
    <ErrorBoundary what="The chat">
      <Chat />
    </ErrorBoundary>
  );
}

export function WideRail() {
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <section aria-label="Call" className="max-h-[60%] min-h-0 flex-none overflow-auto border-b border-line">
        <CallSlot />
      </section>
      <section aria-label="Chat" className="min-h-0 flex-1">
        <ChatSlot />
      </section>
    </div>
  );
}

const TABS = [
  {
    value: "chat",
    label: (
      <>
        <MessageSquare aria-hidden="true" className="size-4" /> Chat <ChatCount />
      </>
    ),
  },
  {
    value: "call",
    label: (
      <>
        <Phone aria-hidden="true" className="size-4" /> Call
      </>
    ),
  },
] as const;

export function TabbedRail() {
  const { rail, setRail } = useWorkbench();
  return (
    <Tabs
      label="Chat and call"
      value={rail === "call" ? "call" : "chat"}
      onChange={setRail}
      tabs={TABS}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <TabPanel value="chat" keep className="flex-1">
        <ChatSlot />
      </TabPanel>
      <TabPanel value="call" keep className="flex-1 overflow-auto">
        <CallSlot />
      </TabPanel>
    </Tabs>
  );
}

function CallSkeleton() {
  return (
    <div className="flex flex-col gap-2 p-3">
      <Skeleton className="h-7 w-full" />
    </div>
  );
}
