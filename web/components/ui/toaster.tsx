"use client";
/** The page's toasts: their script is fetched with the first of them. */
import { useSyncExternalStore } from "react";
import type { toast as show } from "sonner";
import { late } from "./late.ts";

const source = late(() => import("./toasts.tsx"));
const nothing = () => null;

export function Toaster() {
  const here = useSyncExternalStore(source.subscribe, source.get, nothing);
  return here ? <here.Toasts /> : null;
}

/** Hands `toast` over once the page can show one. Rejects if the script cannot be fetched. */
export async function toaster(): Promise<typeof show> {
  const { toast, mounted } = await source.load();
  await mounted;
  return toast;
}
