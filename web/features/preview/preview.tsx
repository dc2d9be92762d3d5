"use client";
import { EmptyState } from "#web/components/ui/empty-state";

/** The room's page, as its files make it. */
export function Preview() {
  return <EmptyState title="Add an index.html to see it here" className="h-full" />;
}
