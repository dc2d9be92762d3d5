/** What two pages of a call say to each other through the gateway, as the opaque `data` of a `signal`. */
import { z } from "zod";

const head = {
  /** The sender's and the receiver's moments of joining: a signal meant for an earlier joining is dropped. */
  me: z.number(),
  you: z.number(),
};

export const callSignalSchema = z.discriminatedUnion("kind", [
  /** simple-peer's own offer, answer or candidate, for the connection that the initiator named `link`. */
  z.object({ kind: z.literal("peer"), ...head, link: z.string().max(32), data: z.record(z.string(), z.unknown()) }),
  /** The answering side asks for new ICE candidates on `link`. */
  z.object({ kind: z.literal("restart"), ...head, link: z.string().max(32) }),
  /** The answering side has no working connection and asks for a new one. */
  z.object({ kind: z.literal("rebuild"), ...head }),
]);
export type CallSignal = z.infer<typeof callSignalSchema>;

/** The signal without its addresses, as one link produces it. */
export type LinkSignal =
  | { kind: "peer"; link: string; data: Record<string, unknown> }
  | { kind: "restart"; link: string }
  | { kind: "rebuild" };
