/** Why the server closed the connection, in words for whoever sits before the page. */
import { MAX_CONNECTIONS_PER_PERSON, MAX_DOCUMENTS_PER_SOCKET } from "#protocol/limits";
import { CLOSE } from "#protocol/refusals";

/** WebSocket's own codes: the server is being restarted; a message was larger than any may be. */
export const RESTART = 1012;
export const MESSAGE_TOO_BIG = 1009;

/** Null where there is nothing to say but that the connection is gone. */
export function closeWords(code: number): string | null {
  switch (code) {
    case CLOSE.malformed:
      return "Something that this page sent arrived damaged. It connects again.";
    case CLOSE.tooSlow:
      return "Your network is too slow for what happens in this room. It connects again and catches up.";
    case CLOSE.tooLarge:
    case MESSAGE_TOO_BIG:
      return "This page tried to send more at once than the server takes. It connects again without that.";
    case CLOSE.tooMany:
      return `You have this room open more than ${MAX_CONNECTIONS_PER_PERSON} times. Close another tab; this one then connects by itself.`;
    case CLOSE.tooManyDocuments:
      return `This page shows more than ${MAX_DOCUMENTS_PER_SOCKET} documents at once. Close some of them; it then connects by itself.`;
    case CLOSE.fault:
      return "The server had a problem with this room. It connects again.";
    case RESTART:
      return "The server is being restarted.";
    default:
      return null;
  }
}
