/** Which link others can open. */
import type { RoomPageBody } from "#protocol/http";

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/i;

export interface InviteLinks {
  /** The best guess: the room's own, or one that leads to this machine from outside. */
  link: string;
  /** Others to try where the own link opens on this machine alone. */
  alternatives: string[];
  /** The room's own link opens on this machine alone. */
  local: boolean;
  /** Plain http on a name: the call needs https there. */
  plain: boolean;
}

export function inviteLinks({ room, reachable = [] }: Pick<RoomPageBody, "room" | "reachable">): InviteLinks {
  const own = new URL(room.url);
  const local = LOCAL.test(own.hostname);
  const others = local ? reachable.map((base) => new URL(own.pathname, base).href) : [];
  const link = others[0] ?? room.url;
  return { link, alternatives: others.slice(1), local, plain: new URL(link).protocol === "http:" };
}
