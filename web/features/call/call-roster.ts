/** Who is in the call, read from awareness. Knows nothing of media. */
import type { AwarenessState } from "#protocol/awareness";
import type { ConnectionId, PersonId } from "#protocol/ids";
import { MAX_CALL } from "#protocol/limits";

/**
 * One joining of one person. A connection that is replaced (Wi-Fi switch, server restart) keeps the endpoint: the
 * person and the moment of joining name it, the connection is only its present address.
 */
export interface Endpoint {
  key: string;
  connection: ConnectionId;
  person: PersonId;
  name: string;
  color: string;
  muted: boolean;
  camera: boolean;
  sharing: boolean;
  since: number;
}

export interface Roster {
  /** Those in the call, first come first, one a person (the newest joining), at most MAX_CALL. */
  members: Endpoint[];
  /** Joined, but after the call was full. They will find that out themselves. */
  beyond: Endpoint[];
  /** Every live connection, in the call or not: tells someone who left from someone who vanished. */
  connections: ReadonlySet<ConnectionId>;
}

export const endpointKey = (person: PersonId, since: number): string => `${person}@${since}`;

export function readRoster(states: Iterable<AwarenessState>): Roster {
  const newest = new Map<PersonId, Endpoint>();
  const connections = new Set<ConnectionId>();
  for (const { user, call } of states) {
    if (!user) continue;
    connections.add(user.connection);
    if (!call?.in) continue;
    const known = newest.get(user.id);
    if (known && known.since > call.since) continue;
    newest.set(user.id, {
      key: endpointKey(user.id, call.since),
      connection: user.connection,
      person: user.id,
      name: user.name,
      color: user.color,
      muted: call.muted,
      camera: call.camera,
      sharing: call.sharing,
      since: call.since,
    });
  }
  const all = [...newest.values()].sort(compareJoining);
  return { members: all.slice(0, MAX_CALL), beyond: all.slice(MAX_CALL), connections };
}

type Joining = Pick<Endpoint, "since" | "person">;

/** First come, first; the same at every reader, even for two who joined in one millisecond. */
export function compareJoining(a: Joining, b: Joining): number {
  return a.since - b.since || (a.person < b.person ? -1 : a.person > b.person ? 1 : 0);
}

/** Of two peers the later one makes the offers, always: so that two offers never cross. */
export function initiates(self: Joining, other: Joining): boolean {
  return compareJoining(self, other) > 0;
}

/** "Priya", "Priya and Dana", "Priya, Dana and 2 others". */
export function namesOf(people: readonly { name: string }[]): string {
  const names = people.map(({ name }) => name);
  if (names.length <= 1) return names[0] ?? "";
  if (names.length === 2) return `${names[0]} and ${names[1]}`;
  const rest = names.length - 2;
  return rest === 1 ? `${names[0]}, ${names[1]} and ${names[2]}` : `${names[0]}, ${names[1]} and ${rest} others`;
}
