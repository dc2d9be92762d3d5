"use client";
/** The call in the top bar: who is in it, and the way to it. Keeps a call going while its panel is not shown. */
import { Phone } from "lucide-react";
import { Button } from "#web/components/ui/button";
import { useWorkbench } from "#web/features/room/room";
import { namesOf } from "./call-roster.ts";
import { useCall, useCallers } from "./use-call.ts";

export function CallButton() {
  const { phase } = useCall();
  const callers = useCallers();
  const { setRail } = useWorkbench();
  const inCall = phase.kind === "in";
  const who = callers.length === 0 ? "nobody is in it" : namesOf(callers);
  return (
    <Button
      variant="ghost"
      aria-label={inCall ? `Call, you are in it: ${who}` : `Call: ${who}`}
      tooltip={callers.length === 0 ? "Nobody is in the call" : `In the call: ${who}`}
      icon={<Phone className={inCall ? "size-4 text-ok" : "size-4"} />}
      onClick={() => setRail("call")}
    >
      {callers.length > 0 ? callers.length : null}
    </Button>
  );
}
