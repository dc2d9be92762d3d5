"use client";
/** The room's page: which feature stands where. */
import { useEffect } from "react";
import { loadAllLate, whenIdle } from "#web/components/ui/late";
import { BrowserRuns } from "#web/features/browser-runs/browser-runs";
import { CallKeeper } from "#web/features/call/call-keeper";
import { FollowBanner } from "#web/features/presence/follow-banner";
import { ConnectionBanner } from "#web/features/room/connection-banner";
import type { RoomPageBody } from "#web/features/room/contract";
import { LiveRegion } from "#web/features/room/live-region";
import { RemovedScreen } from "#web/features/room/removed-screen";
import { RoomProvider, useDocumentSynced, useRemoval, useRoomClient } from "#web/features/room/room";
import { PageCommands } from "#web/features/settings/page-commands";
import { PhoneLayout } from "./phone-layout.tsx";
import { RoomHeader } from "./room-header.tsx";
import { RoomSkeleton } from "./room-skeleton.tsx";
import { NARROW, PHONE, useMedia } from "./use-media.ts";
import { WideLayout } from "./wide-layout.tsx";

export function RoomScreen({ page }: { page: RoomPageBody }) {
  return (
    <RoomProvider page={page} fallback={<RoomSkeleton title={page.room.title} />}>
      <Page />
      <PageCommands />
      <CallKeeper />
      <BrowserRuns />
      <RemovedScreen />
      <LiveRegion />
    </RoomProvider>
  );
}

/** Milliseconds after the room's text, by when the editor is up and its colours and extras are here. */
const EDITOR_FIRST = 1_500;

/** Menus, popovers and toasts, so that they are there at once, and when the connection is not. */
function useLateParts() {
  const synced = useDocumentSynced(useRoomClient().code);
  useEffect(() => (synced ? whenIdle(EDITOR_FIRST, loadAllLate) : undefined), [synced]);
}

function Page() {
  useLateParts();
  const removed = useRemoval() !== null;
  return (
    <div inert={removed}>
      <a
        href="#editor"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the code
      </a>
      <div className="flex h-dvh flex-col overflow-hidden">
        <RoomHeader />
        <ConnectionBanner />
        <FollowBanner />
        <Layout />
      </div>
    </div>
  );
}

function Layout() {
  const phone = useMedia(PHONE);
  const narrow = useMedia(NARROW);
  return phone ? <PhoneLayout /> : <WideLayout narrow={narrow} />;
}
