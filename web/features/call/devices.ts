/** Microphones, cameras and screens: opened one at a time, with each failure said in plain words. */
import { cameraBudget } from "./video-budget.ts";

export type DeviceFault = "insecure" | "unsupported" | "denied" | "missing" | "busy" | "failed";
export type Opened = { ok: true; track: MediaStreamTrack } | { ok: false; fault: DeviceFault };

export interface DeviceChoice {
  id: string;
  label: string;
}

/** Whether this page may ask for devices at all. */
export function deviceFault(): DeviceFault | null {
  if (!window.isSecureContext) return "insecure";
  if (!navigator.mediaDevices?.getUserMedia || typeof RTCPeerConnection === "undefined") return "unsupported";
  return null;
}

export function readFault(error: unknown): DeviceFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "failed";
}

/** What a person is told, and what they can do about it. */
export function faultWords(fault: DeviceFault, device: "microphone" | "camera"): string {
  switch (fault) {
    case "insecure":
      return "Browsers give the microphone and camera only to pages opened over https. Everything else in this room works. Ask whoever runs this server for its https address.";
    case "unsupported":
      return "This browser cannot make calls. A current Firefox, Chrome, Edge or Safari can.";
    case "denied":
      return `The browser blocks the ${device} for this page. Allow it with the icon beside the address, then try again.`;
    case "missing":
      return `No ${device} was found. Plug one in, then try again.`;
    case "busy":
      return `Another program is using the ${device}. Close it, then try again.`;
    case "failed":
      return `The ${device} could not be started. Try again, or choose another one.`;
  }
}

async function open(constraints: MediaStreamConstraints): Promise<Opened> {
  const fault = deviceFault();
  if (fault) return { ok: false, fault };
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    const track = stream.getTracks()[0];
    return track ? { ok: true, track } : { ok: false, fault: "missing" };
  } catch (error) {
    return { ok: false, fault: readFault(error) };
  }
}

/** A remembered device that is gone gives the default one. */
export function openMicrophone(id: string): Promise<Opened> {
  return open({
    audio: {
      ...(id ? { deviceId: { ideal: id } } : {}),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  });
}

export function openCamera(id: string): Promise<Opened> {
  const { width, height, frameRate } = cameraBudget(2);
  return open({
    video: {
      ...(id ? { deviceId: { ideal: id } } : {}),
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: frameRate, max: 30 },
    },
  });
}

/** Asks which screen, window or tab to share. `denied` also stands for the person's own Cancel. */
export async function openScreen(): Promise<Opened> {
  if (!navigator.mediaDevices?.getDisplayMedia) return { ok: false, fault: "unsupported" };
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false });
    const track = stream.getVideoTracks()[0];
    if (!track) return { ok: false, fault: "missing" };
    track.contentHint = "detail";
    return { ok: true, track };
  } catch (error) {
    return { ok: false, fault: readFault(error) };
  }
}

/** The devices of this computer. Names are empty until one of that kind was allowed. */
export async function listDevices(): Promise<{ microphones: DeviceChoice[]; cameras: DeviceChoice[] }> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind, word: string): DeviceChoice[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== "")
      .map((device, index) => ({ id: device.deviceId, label: device.label || `${word} ${index + 1}` }));
  return { microphones: of("audioinput", "Microphone"), cameras: of("videoinput", "Camera") };
}
