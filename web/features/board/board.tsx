"use client";
import { useEffect } from "react";
import { EmptyState } from "#web/components/ui/empty-state";
import { useRoomClient } from "#web/features/room/room";

/** The room's board. */
export function Board() {
  const client = useRoomClient();
  useEffect(() => void client.openBoard(), [client]);
  return <EmptyState title="Sketch your idea" className="h-full" />;
}
