"use client";
/** The call while this page is in it: tiles, words about what is wrong, controls. */
import { Volume2, X } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import { Button } from "#web/components/ui/button";
import { classes } from "#web/components/ui/classes";
import { IconButton } from "#web/components/ui/icon-button";
import type { PersonBody } from "#web/features/room/contract";
import { announce } from "#web/features/room/room";
import { CallControls } from "./call-controls.tsx";
import type { CallSession, CallView, PeerView } from "./call-session.ts";
import type { CallSettings } from "./call-settings.ts";
import { CallTile } from "./call-tile.tsx";
import { usePushToTalk } from "./push-to-talk.ts";
import { QUALITY_WORDS } from "./quality.ts";

export interface CallStageProps {
  session: CallSession;
  view: CallView;
  person: PersonBody;
  settings: CallSettings;
  relay: boolean;
  onSettings(change: Partial<CallSettings>): void;
  onLeave(): void;
}

export function CallStage({ session, view, person, settings, relay, onSettings, onLeave }: CallStageProps) {
  const { self, peers, soundBlocked, notice } = view;
  usePushToTalk(
    settings.pushToTalk,
    useCallback((talking: boolean) => session.setMuted(!talking), [session]),
  );
  useArrivals(peers);
  const sharer = peers.find(({ endpoint }) => endpoint.sharing);
  const shown = sharer ? [sharer, ...peers.filter((peer) => peer !== sharer)] : peers;
  const moving = self.video !== null || peers.some((peer) => videoOf(peer) !== null);
  const unreachable = peers.filter(({ link }) => link.kind === "unreachable");
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <ul
        aria-label="In the call"
        className={classes(
          "grid min-h-0 gap-2 overflow-auto p-0.5",
          moving && peers.length === 1 ? "grid-cols-1" : "grid-cols-2",
        )}
      >
        {shown.map((peer) => (
          <CallTile
            key={peer.endpoint.key}
            name={peer.endpoint.name}
            color={peer.endpoint.color}
            muted={peer.endpoint.muted}
            speaking={peer.speaking}
            sharing={peer.endpoint.sharing}
            track={videoOf(peer)}
            status={linkWords(peer)}
            warn={peer.link.kind !== "connected" || peer.link.quality === "poor"}
          />
        ))}
        <CallTile
          self
          name={person.name}
          color={person.color}
          muted={self.muted}
          speaking={self.speaking}
          sharing={self.sharing}
          track={self.video}
        />
      </ul>
      {peers.length === 0 ? <p className="text-sm text-ink-2">Nobody else is in the call yet.</p> : null}
      {soundBlocked ? (
        <Button variant="primary" icon={<Volume2 className="size-4" />} onClick={() => void session.hear()}>
          Turn the call's sound on
        </Button>
      ) : null}
      {unreachable.length > 0 ? (
        <p role="status" className="rounded-md bg-warn-soft px-2.5 py-1.5 text-sm text-warn">
          {unreachable.map(({ endpoint }) => endpoint.name).join(", ")} cannot be reached; trying again.
          {relay ? "" : " A network between you may block calls: the operator can set up a relay (TURN)."}
        </p>
      ) : null}
      {notice ? (
        <div role="alert" className="flex items-start gap-1 rounded-md bg-warn-soft py-1 pr-1 pl-2.5 text-sm text-warn">
          <p className="min-w-0 flex-1 py-1">{notice}</p>
          <IconButton label="Dismiss" size="small" icon={<X />} onClick={() => session.dismissNotice()} />
        </div>
      ) : null}
      <CallControls
        session={session}
        self={self}
        settings={settings}
        relay={relay}
        onSettings={onSettings}
        onLeave={onLeave}
      />
    </div>
  );
}

function videoOf({ endpoint, stream }: PeerView): MediaStreamTrack | null {
  return endpoint.camera || endpoint.sharing ? (stream?.getVideoTracks()[0] ?? null) : null;
}

function linkWords({ link }: PeerView): string {
  switch (link.kind) {
    case "connecting":
      return "Connecting…";
    case "connected":
      return QUALITY_WORDS[link.quality];
    case "reconnecting":
      return "Reconnecting…";
    case "unreachable":
      return "Cannot be reached";
  }
}

/** Says who comes and goes. */
function useArrivals(peers: PeerView[]): void {
  const known = useRef<Map<string, string> | null>(null);
  const keys = peers.map(({ endpoint }) => endpoint.person).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: only who is there counts, not what changes about them
  useEffect(() => {
    const now = new Map(peers.map(({ endpoint }) => [endpoint.person as string, endpoint.name]));
    const before = known.current;
    known.current = now;
    if (!before) return;
    for (const [person, name] of now) if (!before.has(person)) announce(`${name} joined the call`);
    for (const [person, name] of before) if (!now.has(person)) announce(`${name} left the call`);
  }, [keys]);
}
