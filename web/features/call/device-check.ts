/** The look in the mirror before a call: microphone with its level, camera only when asked for. */
import {
  type DeviceChoice,
  type DeviceFault,
  deviceFault,
  listDevices,
  openCamera,
  openMicrophone,
} from "./devices.ts";
import { LevelMeter } from "./level.ts";

export type DeviceState =
  | { kind: "off" }
  | { kind: "opening" }
  | { kind: "on"; track: MediaStreamTrack }
  | { kind: "fault"; fault: DeviceFault };

export interface CheckView {
  microphone: DeviceState;
  camera: DeviceState;
  microphones: DeviceChoice[];
  cameras: DeviceChoice[];
}

export class DeviceCheck {
  #view: CheckView = { microphone: { kind: "off" }, camera: { kind: "off" }, microphones: [], cameras: [] };
  #listeners = new Set<() => void>();
  #levels = new Set<(level: number) => void>();
  #meter = new LevelMeter();
  #disposed = false;

  get = (): CheckView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The microphone's level, 0…1, eight times a second. */
  onLevel = (listener: (level: number) => void): (() => void) => {
    this.#levels.add(listener);
    return () => this.#levels.delete(listener);
  };

  start(microphone: string): void {
    const fault = deviceFault();
    if (fault) {
      this.#set({ microphone: { kind: "fault", fault }, camera: { kind: "fault", fault } });
      return;
    }
    navigator.mediaDevices.addEventListener("devicechange", this.#list);
    void this.openMicrophone(microphone);
  }

  async openMicrophone(id: string): Promise<void> {
    this.#stop("microphone");
    this.#set({ microphone: { kind: "opening" } });
    const opened = await openMicrophone(id);
    if (this.#disposed) return opened.ok ? opened.track.stop() : undefined;
    if (!opened.ok) return this.#set({ microphone: { kind: "fault", fault: opened.fault } });
    this.#meter.watch("self", opened.track, (level) => {
      for (const listener of this.#levels) listener(level);
    });
    this.#set({ microphone: { kind: "on", track: opened.track } });
    await this.#list();
  }

  async openCamera(id: string): Promise<void> {
    this.#stop("camera");
    this.#set({ camera: { kind: "opening" } });
    const opened = await openCamera(id);
    if (this.#disposed) return opened.ok ? opened.track.stop() : undefined;
    if (!opened.ok) return this.#set({ camera: { kind: "fault", fault: opened.fault } });
    this.#set({ camera: { kind: "on", track: opened.track } });
    await this.#list();
  }

  closeCamera(): void {
    this.#stop("camera");
    this.#set({ camera: { kind: "off" } });
  }

  /** Ends the check and hands its open tracks over; those are the caller's to stop. */
  take(): { microphone: MediaStreamTrack | null; camera: MediaStreamTrack | null } {
    const { microphone, camera } = this.#view;
    this.#view = { ...this.#view, microphone: { kind: "off" }, camera: { kind: "off" } };
    this.dispose();
    return {
      microphone: microphone.kind === "on" ? microphone.track : null,
      camera: camera.kind === "on" ? camera.track : null,
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#stop("microphone");
    this.#stop("camera");
    this.#meter.dispose();
    navigator.mediaDevices?.removeEventListener("devicechange", this.#list);
  }

  #list = async (): Promise<void> => {
    const devices = await listDevices().catch(() => null);
    if (devices && !this.#disposed) this.#set(devices);
  };

  #stop(device: "microphone" | "camera"): void {
    const state = this.#view[device];
    if (state.kind === "on") state.track.stop();
    if (device === "microphone") this.#meter.unwatch("self");
  }

  #set(change: Partial<CheckView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
