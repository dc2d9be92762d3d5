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

/** Milliseconds between two attempts to fetch a panel's code while the network is away. */
const AGAIN = 2_000;

/** The panel's code, fetched again until it comes: a loss of the network is no fault of the panel. */
async function fetched(load: () => Promise<ComponentType>): Promise<ComponentType> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof Error) || !/chunk/i.test(`${error.name} ${error.message}`)) throw error;
      await new Promise<void>((resolve) => {
        const go = () => {
          clearTimeout(timer);
          removeEventListener("online", go);
          resolve();
        };
        const timer = setTimeout(go, AGAIN);
        addEventListener("online", go);
      });
    }
  }
}

/** Made anew when the boundary starts the panel again, so that a failed download is tried again too. */
function Loaded({ load, fallback }: Omit<LazySlotProps, "what">) {
  const [Part] = useState(() => lazy(async () => ({ default: await fetched(load) })));
  return (
    <Suspense fallback={fallback}>
      <Part />
    </Suspense>
  );
}
