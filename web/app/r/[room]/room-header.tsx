"use client";
import { lazy, Suspense } from "react";
import { InviteButton } from "#web/features/invite/invite-button";
import { RoomTitle } from "#web/features/owner/room-title";
import { PeopleStrip } from "#web/features/presence/people-strip";
import { ConnectionChip } from "#web/features/room/connection-chip";
import { useDocumentSynced, useRoomClient } from "#web/features/room/room";
import { FontSize } from "#web/features/settings/font-size";
import { Mark } from "./mark.tsx";
import { PanelTabs } from "./panel-tabs.tsx";
import { RoomMenu } from "./room-menu.tsx";
import { NARROW, PHONE, useMedia } from "./use-media.ts";

const CallButton = lazy(() => import("#web/features/call/call-button").then((part) => ({ default: part.CallButton })));

export function RoomHeader() {
  const phone = useMedia(PHONE);
  const narrow = useMedia(NARROW);
  const synced = useDocumentSynced(useRoomClient().code);
  return (
    <header className="flex h-11 flex-none items-center gap-3 border-b border-line bg-surface px-3 max-sm:gap-1.5 max-sm:px-2">
      <div className="flex min-w-0 flex-1 items-center gap-1.5">
        <Mark />
        <RoomTitle />
      </div>
      {phone ? null : <PanelTabs />}
      <div className="flex min-w-0 flex-1 items-center justify-end gap-2 max-sm:flex-none max-sm:gap-1">
        {phone || narrow ? null : <FontSize />}
        <ConnectionChip compact={phone} />
        <Suspense>{narrow && !phone && synced ? <CallButton /> : null}</Suspense>
        <PeopleStrip shown={phone ? 1 : narrow ? 3 : 5} />
        <InviteButton short={phone} />
        <RoomMenu />
      </div>
    </header>
  );
}
