/** Identifiers that cross a border. All are short, random and public; none is a secret or grants anything. */

/** A room. ≤ 10 characters, part of its URL and of its documents' names, so it costs bytes on every frame. */
export type RoomId = string & { readonly __id: "room" };
/** A signed-in user or a guest with a nickname. Use it for authorship, never a Yjs client id. */
export type PersonId = string & { readonly __id: "person" };
/** One Y.Doc of a room: `room/<roomId>/code` or `room/<roomId>/board`; the wire's and the database's name alike. */
export type DocumentId = string & { readonly __id: "document" };
/** A file: the key of its Y.Map in the code document. Survives renames; use the path only towards people. */
export type FileId = string & { readonly __id: "file" };
/** One execution. */
export type RunId = string & { readonly __id: "run" };
/** One socket, as stamped in awareness (`user.connection`). Signals are addressed to it. */
export type ConnectionId = string & { readonly __id: "connection" };
/** A stored chat message. */
export type MessageId = string & { readonly __id: "message" };

/** 32 letters and digits that are not mistaken for one another (no 0 O 1 I l). 256 is a multiple of 32: no bias. */
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz_";

/** A random id of `length` characters, 5 bits each, from the platform's cryptographic source. */
export function makeId<Id extends string>(length: number): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  let id = "";
  for (const byte of bytes) id += ALPHABET[byte & 31];
  return id as Id;
}

export const makeRoomId = (): RoomId => makeId<RoomId>(8);
export const makePersonId = (): PersonId => makeId<PersonId>(10);
export const makeFileId = (): FileId => makeId<FileId>(8);
export const makeRunId = (): RunId => makeId<RunId>(10);
export const makeConnectionId = (): ConnectionId => makeId<ConnectionId>(8);
export const makeMessageId = (): MessageId => makeId<MessageId>(12);
