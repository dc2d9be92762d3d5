"use client";
import { useCall } from "./use-call.ts";

/** Shows nothing. While it is on the page a call goes on, whichever layout and panels are shown; it ends with it. */
export function CallKeeper() {
  useCall();
  return null;
}
