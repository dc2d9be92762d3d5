/** What a person chose about calls, on this device. */
import { z } from "zod";

const settingsSchema = z.object({
  /** Muted until Space is held. */
  pushToTalk: z.boolean().catch(false),
  /** Media only through the operator's relay, so that peers do not learn this computer's address. */
  relay: z.boolean().catch(false),
  microphone: z.string().max(256).catch(""),
  camera: z.string().max(256).catch(""),
});
export type CallSettings = z.infer<typeof settingsSchema>;

const KEY = "pairlab.call";
const DEFAULTS: CallSettings = { pushToTalk: false, relay: false, microphone: "", camera: "" };

export function readCallSettings(): CallSettings {
  try {
    return settingsSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return DEFAULTS;
  }
}

/** Storage may be full or forbidden: then the choice lasts as long as the page. */
export function writeCallSettings(settings: CallSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {}
}
