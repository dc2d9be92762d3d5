/**
 * What the first person would otherwise wait for, done once the server listens: the storage's threads, the database
 * clients and the code of the pages are there before anybody asks.
 */
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Storage } from "#collab-server/storage/storage";
import { documentId } from "#protocol/documents";
import type { RoomId } from "#protocol/ids";

/** Nobody's: ids have no zeros. */
const NO_ROOM = "00000000" as RoomId;
/** A login that nobody has: it is looked for. */
const NO_LOGIN = `pairlab=${"0".repeat(20)}`;
/** The pages, and the route that asks the pages' own database client. */
const PATHS = ["/", `/r/${NO_ROOM}`, "/api/ready"];

/** Never rejects: what fails here is met, and said, where somebody needs it. */
export async function warm(storage: Storage, { address, port }: AddressInfo): Promise<void> {
  await Promise.allSettled([storage.load(documentId(NO_ROOM, "code")), storage.healthy(), storage.room(NO_ROOM)]);
  const host = address === "0.0.0.0" || address === "::" ? "localhost" : address;
  for (const path of PATHS) {
    try {
      const request = get({ host, port, path, agent: false, headers: { cookie: NO_LOGIN } });
      const [response] = (await once(request, "response")) as [IncomingMessage];
      await once(response.resume(), "close");
    } catch {
      return;
    }
  }
}
