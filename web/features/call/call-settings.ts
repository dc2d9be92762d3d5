/** What a person chose about calls, on this device. */

export interface CallSettings {
  /** Muted until Space is held. */
  pushToTalk: boolean;
  /** Media only through the operator's relay, so that peers do not learn this computer's address. */
  relay: boolean;
  /** Device ids; empty for the system's own choice. */
  microphone: string;
  camera: string;
}

const KEY = "pairlab.call";

/** Read by hand: this is in the room's first script, where a schema library is not. */
export function readCallSettings(): CallSettings {
  const kept = readKept();
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    pushToTalk: kept.pushToTalk === true,
    relay: kept.relay === true,
    microphone: text(kept.microphone),
    camera: text(kept.camera),
  };
}

function readKept(): Partial<Record<keyof CallSettings, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

/** Storage may be full or forbidden: then the choice lasts as long as the page. */
export function writeCallSettings(settings: CallSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {}
}
