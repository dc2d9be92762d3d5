/**
 * What there is to do, and the right that it takes: every route, message and document beside an action of
 * `protocol/access`. The tests try each cell of it, and hold `docs/trust.md` to the table that this prints:
 * `node tests/support/rights.ts`.
 */
import { ACTIONS, type Action, can, canActOn, canGiveRole, ROLES, type Role } from "#protocol/access";
import { type ClientMessage, MESSAGE_RIGHTS } from "#protocol/messages";

/** Those who are not in the room. */
export const OUTSIDERS = ["removed", "not a member", "no cookie"] as const;
export type Who = Role | (typeof OUTSIDERS)[number];
export const EVERYBODY: readonly Who[] = [...ROLES, ...OUTSIDERS];

/**
 * An action of `protocol/access`, or: `anyone` (about oneself, or about nobody), `code` (whoever has the room's code
 * and was not removed), `person` (by whom it is done to whom: the tables of `canActOn` and `canGiveRole`).
 */
export type Needed = Action | "anyone" | "code" | "person";

export interface RouteRight {
  route: string;
  /** Of a route whose fields need different rights. */
  field?: string;
  needs: Needed;
  body?: unknown;
}

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const ROOM = "/api/rooms/[id]";

export const ROUTES: readonly RouteRight[] = [
  { route: "GET /api/health", needs: "anyone" },
  { route: "GET /api/ready", needs: "anyone" },
  { route: "GET /api/metrics", needs: "anyone" },
  { route: "GET /api/me", needs: "anyone" },
  { route: "DELETE /api/session", needs: "anyone" },
  { route: "POST /api/rooms", needs: "anyone", body: { name: "Zoe" } },
  { route: "POST /api/join", needs: "code", body: { code: "CODE", name: "Zoe" } },
  { route: `GET ${ROOM}`, needs: "room.read" },
  { route: `PATCH ${ROOM}`, field: "title", needs: "room.rename", body: { title: "Another title" } },
  { route: `PATCH ${ROOM}`, field: "locked", needs: "room.lock", body: { locked: true } },
  { route: `PATCH ${ROOM}`, field: "calls", needs: "room.calls", body: { calls: false } },
  { route: `POST ${ROOM}/ticket`, needs: "room.read" },
  { route: `POST ${ROOM}/assets`, needs: "asset.upload", body: PNG },
  { route: `GET ${ROOM}/assets/[asset]`, needs: "room.read" },
  { route: `GET ${ROOM}/ice`, needs: "call.join" },
  { route: `GET ${ROOM}/export`, needs: "room.export" },
  { route: `POST ${ROOM}/import`, needs: "room.import", body: "FORM" },
  { route: `GET ${ROOM}/hidden-tests`, needs: "hidden.read" },
  { route: `PUT ${ROOM}/hidden-tests`, needs: "hidden.write", body: { path: "a.test.js", text: "" } },
  { route: `POST ${ROOM}/hidden-tests/try`, needs: "hidden.write", body: { path: "a.test.js", text: "" } },
  { route: `DELETE ${ROOM}/hidden-tests`, needs: "hidden.write", body: { path: "a.test.js" } },
  { route: `POST ${ROOM}/preview`, needs: "room.read" },
  { route: "GET /preview/[token]/[[...path]]", needs: "room.read" },
  { route: `PATCH ${ROOM}/people/[personId]`, field: "role", needs: "person" },
  { route: `PATCH ${ROOM}/people/[personId]`, field: "removed", needs: "person" },
];

/** One of each, as a client that knows nothing of its rights would send it. */
export const MESSAGES: { readonly [T in ClientMessage["type"]]: Extract<ClientMessage, { type: T }> } = {
  "run.start": { type: "run.start", requestId: "r", entry: "main.js" },
  "run.stop": { type: "run.stop", runId: "RUN" },
  "run.input": { type: "run.input", runId: "RUN", text: "42" },
  "run.line": { type: "run.line", requestId: "l", runId: "RUN", text: "1 + 1" },
  "run.print": { type: "run.print", runId: "RUN", stream: "out", text: "hello" },
  "run.ask": { type: "run.ask", runId: "RUN", text: "age?" },
  "run.end": { type: "run.end", runId: "RUN", reason: "ok", cpuMs: 1, wallMs: 1 },
  "preview.open": { type: "preview.open", page: "index.html" },
  "preview.print": { type: "preview.print", turn: 1, stream: "out", text: "hello" },
  "preview.clear": { type: "preview.clear", turn: 1 },
  "preview.end": { type: "preview.end" },
  "tests.start": { type: "tests.start", requestId: "t" },
  "tests.stop": { type: "tests.stop" },
  signal: { type: "signal", to: "PEER", data: { type: "offer" } },
  "chat.send": { type: "chat.send", requestId: "c", text: "hello" },
  "chat.earlier": { type: "chat.earlier", before: "m1" },
};

/** What is done with a document, code and board alike. */
export const DOCUMENT_RIGHTS = {
  read: "room.read",
  update: "document.write",
  "sync step 2 with news": "document.write",
  "awareness: being there": "room.read",
  "awareness: cursor, board, view": "presence.show",
} as const satisfies Record<string, Action>;

export function allowed(who: Who, needs: Action | "anyone" | "code"): boolean {
  if (needs === "anyone") return true;
  if (needs === "code") return who !== "removed";
  return (ROLES as readonly string[]).includes(who) && can(who as Role, needs);
}

const mark = (yes: boolean) => (yes ? "yes" : "–");
const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;
const head = (...names: string[]) => [row(...names), row(...names.map(() => "---"))];

/** The whole matrix, in Markdown. */
export function rightsTable(): string {
  const lines = ["### HTTP", "", ...head("route", "needs", ...EVERYBODY)];
  for (const { route, field, needs } of ROUTES) {
    const name = `\`${route}\`${field ? ` ${field}` : ""}`;
    if (needs === "person")
      lines.push(row(name, "see below", ...ROLES.map((role) => mark(can(role, "person.role"))), "–", "–", "–"));
    else lines.push(row(name, needs, ...EVERYBODY.map((who) => mark(allowed(who, needs)))));
  }
  lines.push("", "### Messages", "", ...head("message", "needs", ...ROLES));
  for (const [type, needs] of Object.entries(MESSAGE_RIGHTS)) {
    lines.push(row(`\`${type}\``, needs, ...ROLES.map((role) => mark(can(role, needs)))));
  }
  lines.push("", "### Documents", "", ...head("code and board", "needs", ...ROLES));
  for (const [what, needs] of Object.entries(DOCUMENT_RIGHTS)) {
    lines.push(row(what, needs, ...ROLES.map((role) => mark(can(role, needs)))));
  }
  lines.push("", "### Person to person", "", "Rows act upon columns: remove and readmit, or give a role.", "");
  lines.push(...head("", ...ROLES));
  for (const actor of ROLES) {
    const cells = ROLES.map((target) => {
      const roles = ROLES.filter((role) => canGiveRole(actor, target, role));
      const removes = canActOn(actor, target, "person.remove");
      return removes || roles.length > 0 ? `${removes ? "remove; " : ""}make ${roles.join(", ")}` : "–";
    });
    lines.push(row(actor, ...cells));
  }
  lines.push("", "### Actions", "", ...head("action", ...ROLES));
  for (const action of ACTIONS) lines.push(row(action, ...ROLES.map((role) => mark(can(role, action)))));
  return lines.join("\n");
}

if (import.meta.main) console.log(rightsTable());
