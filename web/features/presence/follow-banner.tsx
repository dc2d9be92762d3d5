"use client";
/** "Following Dana": goes where she goes, until any key or press of this person's own. */
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { FileId } from "#protocol/ids";
import { personColor } from "#web/components/ui/avatar";
import { IconButton } from "#web/components/ui/icon-button";
import { announce, useFiles, useFollowedView, usePeople, useWorkbench } from "#web/features/room/room";

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock"]);

export function FollowBanner() {
  const { following, follow, panel, setPanel, file, openFile } = useWorkbench();
  const people = usePeople();
  const files = useFiles();
  const view = useFollowedView();
  const banner = useRef<HTMLElement>(null);
  const followed = people.find((one) => one.person.id === following && one.status.kind === "here");
  const name = followed?.person.name;

  useEffect(() => {
    if (!following) return;
    if (!name) {
      announce("The person you followed has left.");
      return follow(null);
    }
    announce(`Following ${name}. Press any key to stop.`);
  }, [following, name, follow]);

  useEffect(() => {
    if (!following) return;
    const stop = (event: Event) => {
      if (event instanceof KeyboardEvent && MODIFIERS.has(event.key)) return;
      if (event.target instanceof Node && banner.current?.contains(event.target)) return;
      follow(null);
    };
    // Capture: an editor that takes the event must not keep the following alive.
    for (const type of ["keydown", "pointerdown", "wheel"])
      addEventListener(type, stop, { capture: true, passive: true });
    return () => {
      for (const type of ["keydown", "pointerdown", "wheel"]) removeEventListener(type, stop, { capture: true });
    };
  }, [following, follow]);

  const theirPanel = view?.panel;
  const theirFile = view?.file && files.some((one) => one.id === view.file) ? (view.file as FileId) : undefined;
  useEffect(() => {
    if (following && theirPanel && theirPanel !== panel) setPanel(theirPanel);
  }, [following, theirPanel, panel, setPanel]);
  useEffect(() => {
    if (following && theirFile && theirFile !== file) openFile(theirFile);
  }, [following, theirFile, file, openFile]);

  if (!followed) return null;
  return (
    <section
      ref={banner}
      aria-label={`Following ${followed.person.name}`}
      className="flex h-8 flex-none items-center justify-center gap-2 text-avatar-ink"
      style={{ background: personColor(followed.person.color) }}
    >
      <span className="font-medium">Following {followed.person.name}</span>
      <span className="text-sm max-sm:hidden">any key or click stops</span>
      <IconButton
        label="Stop following"
        keys="Esc"
        size="small"
        icon={<X />}
        className="text-current! hover:bg-transparent!"
        onClick={() => follow(null)}
      />
    </section>
  );
}
