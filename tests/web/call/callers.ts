import type { AwarenessState } from "#protocol/awareness";
import type { ConnectionId, PersonId } from "#protocol/ids";

/** The awareness of one connection; `since` is null for someone who is here and not in the call. */
export function caller(person: string, since: number | null, connection = `c-${person}`): AwarenessState {
  return {
    user: {
      id: person as PersonId,
      name: person,
      color: "#c2410c",
      colorLight: "#c2410c33",
      role: "student",
      connection: connection as ConnectionId,
    },
    ...(since === null ? {} : { call: { in: true, muted: false, camera: false, sharing: false, since } }),
  };
}
