"use client";
import { Button } from "#web/components/ui/button";
import { useFiles, useRoomClient, useWorkbench } from "#web/features/room/room";

/** Runs the file in the editor for everyone. */
export function RunButton() {
  const client = useRoomClient();
  const { file } = useWorkbench();
  const path = useFiles().find((one) => one.id === file)?.path;
  return (
    <Button
      variant="primary"
      disabled={!path}
      onClick={() => path && client.send({ type: "run.start", requestId: crypto.randomUUID(), entry: path })}
    >
      Run
    </Button>
  );
}
