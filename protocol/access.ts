/** Who may do what in a room. Every route, message and document asks `can`; nothing else decides. */

export const ROLES = ["owner", "instructor", "assistant", "student", "observer"] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = [
  "room.read",
  "document.write",
  /** Shows others where one is: caret, pointer, visible part, call. That one is there is shown of everybody. */
  "presence.show",
  "run.start",
  "run.stop",
  "run.input",
  "chat.send",
  "call.join",
  "asset.upload",
  "room.import",
  "room.export",
  /** Reads hidden tests and all that is known of their results. */
  "hidden.read",
  "hidden.write",
  "room.rename",
  "room.lock",
  "room.calls",
  "person.role",
  "person.remove",
] as const;
export type Action = (typeof ACTIONS)[number];

const WRITERS = [
  "room.read",
  "room.export",
  "chat.send",
  "call.join",
  "document.write",
  "presence.show",
  "run.start",
  "run.stop",
  "run.input",
  "asset.upload",
  "room.import",
] as const satisfies readonly Action[];

const RIGHTS: Record<Role, ReadonlySet<Action>> = {
  owner: new Set<Action>(ACTIONS),
  instructor: new Set<Action>(ACTIONS),
  // Whoever helps sees why a hidden test fails.
  assistant: new Set<Action>([...WRITERS, "hidden.read"]),
  student: new Set<Action>(WRITERS),
  // An observer watches: no edit, no run, no message, no call; nothing that leaves a row or reaches another person.
  observer: new Set<Action>(["room.read", "room.export"]),
};

export function can(role: Role, action: Action): boolean {
  return RIGHTS[role].has(action);
}

/** One acts upon those below oneself alone: nobody upon an owner, an instructor upon assistants, students, observers. */
export function canActOn(actor: Role, target: Role, action: "person.role" | "person.remove"): boolean {
  if (!can(actor, action)) return false;
  return ROLES.indexOf(actor) < ROLES.indexOf(target);
}

/** Whether `actor` may make somebody of the role `target` a `role`: nobody gives more than they have themselves. */
export function canGiveRole(actor: Role, target: Role, role: Role): boolean {
  return canActOn(actor, target, "person.role") && ROLES.indexOf(role) >= ROLES.indexOf(actor);
}
