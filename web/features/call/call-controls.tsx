"use client";
import { Mic, MicOff, MonitorUp, MonitorX, PhoneOff, Settings2, Video, VideoOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#web/components/ui/button";
import { IconButton } from "#web/components/ui/icon-button";
import { Menu, MenuCheck, MenuChoice, MenuSeparator } from "#web/components/ui/menu";
import { announce } from "#web/features/room/room";
import type { CallSession, SelfView } from "./call-session.ts";
import type { CallSettings } from "./call-settings.ts";
import { type DeviceChoice, listDevices } from "./devices.ts";

export interface CallControlsProps {
  session: CallSession;
  self: SelfView;
  settings: CallSettings;
  /** The operator has set up a relay. */
  relay: boolean;
  onSettings(change: Partial<CallSettings>): void;
  onLeave(): void;
}

export function CallControls({ session, self, settings, relay, onSettings, onLeave }: CallControlsProps) {
  const [busy, setBusy] = useState<"camera" | "screen" | null>(null);
  const during = async (what: "camera" | "screen", work: Promise<void>) => {
    setBusy(what);
    await work;
    setBusy(null);
  };
  const mute = () => {
    session.setMuted(!self.muted);
    announce(self.muted ? "Microphone on" : "Microphone muted");
  };
  return (
    <div className="flex flex-col gap-2">
      {settings.pushToTalk ? <HoldToTalk talking={!self.muted} talk={(on) => session.setMuted(!on)} /> : null}
      <div role="toolbar" aria-label="Call controls" className="flex justify-center gap-1.5">
        <IconButton
          label={self.muted ? "Unmute microphone" : "Mute microphone"}
          variant={self.muted ? "danger" : "soft"}
          size="large"
          icon={self.muted ? <MicOff /> : <Mic />}
          onClick={mute}
        />
        <IconButton
          label={self.camera ? "Turn camera off" : "Turn camera on"}
          variant="soft"
          size="large"
          busy={busy === "camera"}
          icon={self.camera ? <Video /> : <VideoOff />}
          onClick={() => void during("camera", session.setCamera(!self.camera))}
        />
        <IconButton
          label={self.sharing ? "Stop sharing" : "Share screen"}
          variant={self.sharing ? "primary" : "soft"}
          size="large"
          busy={busy === "screen"}
          icon={self.sharing ? <MonitorX /> : <MonitorUp />}
          onClick={() => void during("screen", session.setSharing(!self.sharing))}
        />
        <CallMenu session={session} settings={settings} relay={relay} onSettings={onSettings} />
        <IconButton label="Leave call" variant="danger" size="large" icon={<PhoneOff />} onClick={onLeave} />
      </div>
    </div>
  );
}

type CallMenuProps = Pick<CallControlsProps, "session" | "settings" | "relay" | "onSettings">;

function CallMenu({ session, settings, relay, onSettings }: CallMenuProps) {
  const { microphones, cameras } = useDevices();
  return (
    <Menu trigger={<IconButton label="Call settings" variant="soft" size="large" icon={<Settings2 />} />}>
      <MenuCheck checked={settings.pushToTalk} onChange={(pushToTalk) => onSettings({ pushToTalk })}>
        Push to talk (hold Space)
      </MenuCheck>
      <MenuCheck checked={settings.relay} disabled={!relay} onChange={(on) => onSettings({ relay: on })}>
        {relay ? "Always relay my calls" : "Always relay my calls (no relay set up here)"}
      </MenuCheck>
      {microphones.length > 0 ? <MenuSeparator /> : null}
      {microphones.length > 0 ? (
        <MenuChoice
          label="Microphone"
          value={settings.microphone || (microphones[0]?.id ?? "")}
          options={microphones.map(({ id, label }) => ({ value: id, text: label }))}
          onChange={(microphone) => {
            onSettings({ microphone });
            void session.chooseMicrophone(microphone);
          }}
        />
      ) : null}
      {cameras.length > 0 ? (
        <MenuChoice
          label="Camera"
          value={settings.camera || (cameras[0]?.id ?? "")}
          options={cameras.map(({ id, label }) => ({ value: id, text: label }))}
          onChange={(camera) => {
            onSettings({ camera });
            if (session.view.self.camera) void session.chooseCamera(camera);
          }}
        />
      ) : null}
    </Menu>
  );
}

function HoldToTalk({ talking, talk }: { talking: boolean; talk(on: boolean): void }) {
  const held = (key: string) => key === " " || key === "Enter";
  return (
    <Button
      variant={talking ? "primary" : "soft"}
      aria-pressed={talking}
      icon={<Mic className="size-4" />}
      className="w-full touch-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        talk(true);
      }}
      onPointerUp={() => talk(false)}
      onPointerCancel={() => talk(false)}
      onKeyDown={(event) => {
        if (held(event.key) && !event.repeat) talk(true);
      }}
      onKeyUp={(event) => {
        if (held(event.key)) talk(false);
      }}
      onBlur={() => talk(false)}
    >
      {talking ? "Talking" : "Hold to talk"}
    </Button>
  );
}

function useDevices(): { microphones: DeviceChoice[]; cameras: DeviceChoice[] } {
  const [devices, setDevices] = useState<{ microphones: DeviceChoice[]; cameras: DeviceChoice[] }>({
    microphones: [],
    cameras: [],
  });
  useEffect(() => {
    let gone = false;
    const list = async () => {
      const found = await listDevices().catch(() => null);
      if (found && !gone) setDevices(found);
    };
    void list();
    navigator.mediaDevices?.addEventListener("devicechange", list);
    return () => {
      gone = true;
      navigator.mediaDevices?.removeEventListener("devicechange", list);
    };
  }, []);
  return devices;
}
