/** Every way in which something is refused, with the words that a person reads. */

/** WebSocket close codes of ours; those below 4000 have their standard meaning (1001 going away, 1012 restart). */
export const CLOSE = {
  /** A frame that does not decode, is truncated or has bytes left over. The replica may go on with a new socket. */
  malformed: 4400,
  /** A ticket that is wrong, expired or for another room. Get a new one. */
  unauthorized: 4401,
  /** Removed from the room, or the room is gone. Do not reconnect. */
  removed: 4403,
  /** An update was refused: this replica has diverged for ever. Keep its text, load a fresh document. */
  replicaEnded: 4409,
  /** A frame over its limit. */
  tooLarge: 4413,
  /** Too many connections of one person. */
  tooMany: 4429,
  /** Too many documents on one socket. */
  tooManyDocuments: 4430,
  /** The reader did not drain what was sent to it. Reconnect and sync. */
  tooSlow: 4408,
  /** The server is at fault (a hook failed, a document is not the live one). Reconnect. */
  fault: 4500,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

export const REFUSALS = {
  malformed: "That message could not be read.",
  unknown: "That message is not known here.",
  forbidden: "Your role in this room does not allow that.",
  "read-only": "You are watching this room. Ask its owner to let you edit.",
  "too-large": "That is too large.",
  "document-full": "This document is full (5 MB). Delete something, or move it to another room.",
  "not-runnable": "This file cannot be run.",
  "not-found": "That is not here any more.",
  busy: "You have a run going already. Stop it, or wait until it has ended.",
  unavailable: "The server cannot do that right now. Nothing is lost; try again in a moment.",
  "rate-limited": "That was a little fast. Try again in a moment.",
  "peer-gone": "That person is not connected any more.",
  "calls-off": "Calls are switched off in this room.",
  "call-full": "This call is full.",
} as const;
export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  code: RefusalCode;
  message: string;
}

export function refusal(code: RefusalCode, message: string = REFUSALS[code]): Refusal {
  return { code, message };
}
