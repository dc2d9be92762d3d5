"use client";
/** The room's call, in the right rail: who is in it, and joining. What a call needs is loaded when someone joins. */
import { Phone } from "lucide-react";
import { useEffect } from "react";
import { MAX_CALL } from "#protocol/limits";
import { Avatar } from "#web/components/ui/avatar";
import { Button } from "#web/components/ui/button";
import { announce, useCommand, useRoomPage } from "#web/features/room/room";
import { CallCheck } from "./call-check.tsx";
import { namesOf } from "./call-roster.ts";
import { CallStage } from "./call-stage.tsx";
import { deviceFault, faultWords } from "./devices.ts";
import { endWords } from "./end-words.ts";
import { type Caller, useCall, useCallers } from "./use-call.ts";

export function Call() {
  const { store, phase, settings, barred } = useCall();
  const { person, settings: operator } = useRoomPage();
  const callers = useCallers();
  const others = callers.filter(({ self }) => !self);
  const inCall = phase.kind === "in" || phase.kind === "joining";
  useCommand({
    id: "call.join",
    label: inCall ? "Leave call" : "Join call",
    group: "Call",
    disabled: !inCall && barred !== null,
    run: () => (inCall ? store.leave() : store.check()),
  });
  useCommand({
    id: "call.mute",
    label: phase.kind === "in" && phase.view.self.muted ? "Unmute microphone" : "Mute microphone",
    group: "Call",
    disabled: phase.kind !== "in",
    run: () => {
      if (phase.kind === "in") phase.session.setMuted(!phase.view.self.muted);
    },
  });
  const { kind } = phase;
  const why = phase.kind === "out" ? phase.why : null;
  useEffect(() => {
    if (kind === "in") announce("You are in the call");
    else if (why) announce(endWords(why) ?? "", "assertive");
  }, [kind, why]);
  return (
    <div data-call="" className="flex min-h-0 flex-col gap-2 p-3">
      {phase.kind === "in" ? (
        <CallStage
          session={phase.session}
          view={phase.view}
          person={person}
          settings={settings}
          relay={operator.turn}
          onSettings={(change) => store.change(change)}
          onLeave={() => {
            store.leave();
            announce("You left the call");
          }}
        />
      ) : (
        <Lobby
          others={others}
          full={others.length >= MAX_CALL}
          elsewhere={callers.some(({ self }) => self)}
          why={why ?? barred}
          barred={barred !== null}
          busy={phase.kind === "joining"}
          onJoin={() => store.check()}
        />
      )}
      {phase.kind === "check" ? (
        <CallCheck
          store={store}
          check={phase.check}
          settings={settings}
          person={person}
          words={lobbyWords(others)}
          relay={operator.turn}
        />
      ) : null}
    </div>
  );
}

interface LobbyProps {
  others: Caller[];
  full: boolean;
  /** This person is in the call in another tab. */
  elsewhere: boolean;
  why: Parameters<typeof endWords>[0] | null;
  barred: boolean;
  busy: boolean;
  onJoin(): void;
}

function Lobby({ others, full, elsewhere, why, barred, busy, onJoin }: LobbyProps) {
  const fault = deviceFault();
  const note =
    (why ? endWords(why) : null) ??
    (fault ? faultWords(fault, "microphone") : full ? endWords("full") : null) ??
    (elsewhere ? "You are in this call in another tab. Joining here moves it to this one." : null);
  return (
    <>
      <div className="flex items-center gap-2">
        {others.length > 0 ? (
          <span className="flex -space-x-1.5">
            {others.slice(0, 4).map(({ id, name, color }) => (
              <Avatar key={id} name={name} color={color} size={24} className="border-2 border-surface" />
            ))}
          </span>
        ) : null}
        <p className="min-w-0 flex-1 text-ink-2" dir="auto">
          {lobbyWords(others)}
        </p>
        <Button
          variant={others.length > 0 ? "primary" : "soft"}
          icon={<Phone className="size-4" />}
          busy={busy}
          disabled={barred || fault !== null || full}
          aria-describedby={note ? "call-note" : undefined}
          onClick={onJoin}
        >
          Join call
        </Button>
      </div>
      {note ? (
        <p id="call-note" className="text-sm text-ink-2">
          {note}
        </p>
      ) : null}
    </>
  );
}

function lobbyWords(others: Caller[]): string {
  if (others.length === 0) return "Nobody is in the call.";
  return `${namesOf(others)} ${others.length === 1 ? "is" : "are"} in the call.`;
}
