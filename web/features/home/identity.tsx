"use client";
import { useState } from "react";
import { Avatar } from "#web/components/ui/avatar";
import { Button, type ButtonSize } from "#web/components/ui/button";
import { becomeSomeoneElse } from "./enter.ts";

/** On a shared computer: whose login is here, and the way out of it. */
export function Identity({ name, color }: { name: string; color: string }) {
  return (
    <div className="flex items-center gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-2">
      <Avatar name={name} color={color} size={24} />
      <span className="min-w-0 flex-1 truncate">
        Continue as <strong className="font-semibold">{name}</strong>?
      </span>
      <SomeoneElse />
    </div>
  );
}

/** Ends the login on this device. */
export function SomeoneElse({ size }: { size?: ButtonSize }) {
  const [leaving, setLeaving] = useState(false);
  const leave = () => {
    setLeaving(true);
    becomeSomeoneElse().catch(() => setLeaving(false));
  };
  return (
    <Button variant="ghost" size={size} busy={leaving} onClick={leave}>
      I’m someone else
    </Button>
  );
}
