"use client";
import { Button } from "#web/components/ui/button";
import { useRoomPage } from "#web/features/room/room";

/** The room's call. */
export function Call() {
  const { room } = useRoomPage();
  return (
    <div className="p-3">
      <Button disabled={!room.calls} className="w-full">
        Join call
      </Button>
    </div>
  );
}
