"use client";
import { EmptyState } from "#web/components/ui/empty-state";

/** The room's chat. */
export function Chat() {
  return <EmptyState title="Write to the room" className="h-full" />;
}
