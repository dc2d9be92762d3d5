"use client";
/** A feature's place on the page: its crash stays inside, and its code is loaded when it is first shown. */
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { ErrorBoundary } from "#web/components/ui/error-boundary";

export interface LazySlotProps {
  /** As a person calls it: "The board". */
  what: string;
  load: () => Promise<ComponentType>;
  /** In the panel's final size. */
  fallback: ReactNode;
}

export function LazySlot({ what, load, fallback }: LazySlotProps) {
  return (
    <ErrorBoundary what={what}>
      <Loaded load={load} fallback={fallback} />
    </ErrorBoundary>
  );
}

/** Made anew when the boundary starts the panel again, so that a failed download is tried again too. */
function Loaded({ load, fallback }: Omit<LazySlotProps, "what">) {
  const [Part] = useState(() => lazy(async () => ({ default: await load() })));
  return (
    <Suspense fallback={fallback}>
      <Part />
    </Suspense>
  );
}
