/** What is shown after a call ended, or cannot begin, for a reason that is not the person's own. */
import { MAX_CALL } from "#protocol/limits";
import type { CallEnd } from "./call-session.ts";

export function endWords(why: CallEnd): string | null {
  switch (why) {
    case "left":
      return null;
    case "elsewhere":
      return "You joined this call in another tab or on another device, so it ended here.";
    case "calls-off":
      return "Calls are switched off in this room.";
    case "full":
      return `The call is full: it holds ${MAX_CALL} people. You can still work and chat here.`;
    case "role":
      return "You are watching this room. Ask its owner to let you take part.";
    case "removed":
      return "You are no longer in this room, so the call ended for you.";
    case "failed":
      return "The call could not be started, because the server did not answer. Try again in a moment.";
  }
}
