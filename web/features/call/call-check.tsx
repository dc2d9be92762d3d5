"use client";
/** Before joining: what others will hear, and see only if wanted. */
import { Mic, Video as VideoIcon, VideoOff } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { Avatar } from "#web/components/ui/avatar";
import { Button } from "#web/components/ui/button";
import { Dialog } from "#web/components/ui/dialog";
import { Select } from "#web/components/ui/select";
import { Switch } from "#web/components/ui/switch";
import type { PersonBody } from "#web/features/room/contract";
import type { CallSettings } from "./call-settings.ts";
import type { CallStore } from "./call-store.ts";
import type { DeviceCheck, DeviceState } from "./device-check.ts";
import { type DeviceChoice, faultWords } from "./devices.ts";
import { Video } from "./video.tsx";

export interface CallCheckProps {
  store: CallStore;
  check: DeviceCheck;
  settings: CallSettings;
  person: PersonBody;
  /** Who is in the call already, in a sentence. */
  words: string;
  relay: boolean;
}

export function CallCheck({ store, check, settings, person, words, relay }: CallCheckProps) {
  const { microphone, camera, microphones, cameras } = useSyncExternalStore(check.subscribe, check.get, check.get);
  const preview = camera.kind === "on";
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) store.cancel();
      }}
      title="Join the call"
      description={words}
      footer={
        <div className="grid w-full grid-cols-2 gap-2">
          <Button variant="primary" size="large" onClick={() => void store.join(false)}>
            Join without camera
          </Button>
          <Button
            variant="primary"
            size="large"
            busy={camera.kind === "opening"}
            disabled={camera.kind === "fault" && camera.fault !== "denied"}
            onClick={() => void store.join(true)}
          >
            Join with camera
          </Button>
        </div>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="relative grid aspect-video place-items-center overflow-hidden rounded-lg bg-sunken">
          {preview ? (
            <Video track={camera.track} mirrored />
          ) : (
            <div className="flex flex-col items-center gap-2 text-ink-2">
              <Avatar name={person.name} color={person.color} size={56} />
              Your camera is off
            </div>
          )}
          <Button
            className="absolute right-2 bottom-2"
            busy={camera.kind === "opening"}
            icon={preview ? <VideoOff className="size-4" /> : <VideoIcon className="size-4" />}
            onClick={() => {
              if (preview) check.closeCamera();
              else void check.openCamera(settings.camera);
            }}
          >
            {preview ? "Stop preview" : "Preview camera"}
          </Button>
        </div>
        <Fault state={camera} device="camera" retry={() => void check.openCamera(settings.camera)} />
        <DeviceSelect
          label="Microphone"
          choices={microphones}
          state={microphone}
          chosen={settings.microphone}
          onChange={(id) => {
            store.change({ microphone: id });
            void check.openMicrophone(id);
          }}
        />
        {microphone.kind === "on" ? <Level check={check} /> : null}
        <Fault
          state={microphone}
          device="microphone"
          retry={() => void check.openMicrophone(settings.microphone)}
          also="You can join without it, to listen."
        />
        {preview ? (
          <DeviceSelect
            label="Camera"
            choices={cameras}
            state={camera}
            chosen={settings.camera}
            onChange={(id) => {
              store.change({ camera: id });
              void check.openCamera(id);
            }}
          />
        ) : null}
        <Switch
          label="Push to talk"
          hint="Muted until you hold Space outside of an editor or field."
          checked={settings.pushToTalk}
          onChange={(pushToTalk) => store.change({ pushToTalk })}
        />
        {relay ? (
          <Switch
            label="Always relay my calls"
            hint="Others in the call do not learn this computer's address. May be slower."
            checked={settings.relay}
            onChange={(on) => store.change({ relay: on })}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

interface DeviceSelectProps {
  label: string;
  choices: DeviceChoice[];
  state: DeviceState;
  chosen: string;
  onChange(id: string): void;
}

function DeviceSelect({ label, choices, state, chosen, onChange }: DeviceSelectProps) {
  if (state.kind !== "on" || choices.length === 0) return null;
  const opened = state.track.getSettings().deviceId;
  const value = choices.find(({ id }) => id === opened)?.id ?? choices.find(({ id }) => id === chosen)?.id;
  return (
    <Select
      label={label}
      value={value ?? choices[0]?.id ?? ""}
      options={choices.map((choice) => ({ value: choice.id, text: choice.label }))}
      onChange={onChange}
    />
  );
}

function Fault(props: { state: DeviceState; device: "microphone" | "camera"; retry(): void; also?: string }) {
  const { state, device, retry, also } = props;
  if (state.kind !== "fault") return null;
  return (
    <div role="alert" className="flex items-start gap-2 rounded-md bg-warn-soft p-2 text-sm text-warn">
      <p className="min-w-0 flex-1">
        {faultWords(state.fault, device)} {also}
      </p>
      <Button size="small" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

/** Moves by itself, outside React: eight times a second is too often to render a dialog. */
function Level({ check }: { check: DeviceCheck }) {
  const meter = useRef<HTMLMeterElement>(null);
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      check.onLevel((level) => {
        if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(2)})`;
        if (meter.current) meter.current.value = level;
      }),
    [check],
  );
  return (
    <div className="flex items-center gap-2 text-ink-2">
      <Mic aria-hidden="true" className="size-4" />
      <meter ref={meter} min={0} max={1} value={0} aria-label="Microphone level" className="sr-only" />
      <div aria-hidden="true" className="h-2 flex-1 overflow-hidden rounded-full bg-sunken">
        <span ref={bar} className="block h-full origin-left scale-x-0 bg-ok" />
      </div>
    </div>
  );
}
