import { describe, expect, test } from "vitest";
import { ACTIONS, can, canActOn, ROLES } from "#protocol/access";
import { makePersonId, makeRoomId } from "#protocol/ids";
import { CLOCK_TOLERANCE, TICKET_LIFETIME } from "#protocol/limits";
import { clientMessageSchema } from "#protocol/messages";
import { CLOSE, REFUSALS } from "#protocol/refusals";
import { whyNotRunnable } from "#protocol/runs";
import { issueTicket, readTicket } from "#protocol/ticket";

const room = makeRoomId();
const person = makePersonId();

describe("tickets", () => {
  test("say who and where for their time, and no longer", () => {
    const { ticket, expiresAt } = issueTicket("secret", room, person, 1_000);
    expect(expiresAt).toBe(1_000 + TICKET_LIFETIME * 1000);
    expect(readTicket("secret", ticket, expiresAt)).toEqual({ room, person, expiresAt });
    expect(readTicket("secret", ticket, expiresAt + CLOCK_TOLERANCE * 1000)).not.toBeNull();
    expect(readTicket("secret", ticket, expiresAt + CLOCK_TOLERANCE * 1000 + 1)).toBeNull();
    expect(readTicket("other", ticket, 1_000)).toBeNull();
  });

  test("with any character changed are none", () => {
    const { ticket } = issueTicket("secret", room, person);
    for (let i = 0; i < ticket.length - 1; i++) {
      const changed = `${ticket.slice(0, i)}${ticket[i] === "A" ? "B" : "A"}${ticket.slice(i + 1)}`;
      expect(readTicket("secret", changed)).toBeNull();
    }
    for (const rubbish of ["", ".", "a.b", "a.b.c", `${ticket}.x`]) expect(readTicket("secret", rubbish)).toBeNull();
  });
});

describe("roles", () => {
  test("an observer reads and leaves nothing behind", () => {
    expect(ACTIONS.filter((action) => can("observer", action))).toEqual(["room.read", "room.export"]);
  });

  test("a student works but does not govern", () => {
    for (const action of ["document.write", "run.start", "chat.send", "call.join"] as const)
      expect(can("student", action)).toBe(true);
    for (const action of ["room.rename", "room.lock", "room.calls", "person.role", "person.remove"] as const) {
      expect(can("student", action)).toBe(false);
    }
  });

  test("nobody acts upon their equal or better", () => {
    for (const actor of ROLES) {
      for (const target of ROLES) {
        if (ROLES.indexOf(actor) >= ROLES.indexOf(target)) expect(canActOn(actor, target, "person.remove")).toBe(false);
      }
    }
    expect(canActOn("owner", "student", "person.remove")).toBe(true);
    expect(canActOn("assistant", "student", "person.role")).toBe(false);
  });
});

test("close codes differ from one another, and every refusal has words", () => {
  const codes = Object.values(CLOSE);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toBeGreaterThanOrEqual(4000);
  for (const words of Object.values(REFUSALS)) expect(words).toMatch(/^[A-Z].*\.$/);
});

test("messages are cut to what they may carry", () => {
  const read = (message: unknown) => clientMessageSchema.safeParse(message);
  expect(read({ type: "chat.send", requestId: "1", text: " hi ", by: "me" }).data).toEqual({
    type: "chat.send",
    requestId: "1",
    text: "hi",
  });
  for (const wrong of [
    null,
    1,
    {},
    { type: "run.start" },
    { type: "run.input", runId: "x", text: "y".repeat(20_000) },
  ]) {
    expect(read(wrong).success).toBe(false);
  }
});

test.each([
  ["main.js", null],
  ["a/b.mts", null],
  ["APP.TSX", null],
  ["game.py", null],
  ["queries.sql", null],
  ["index.html", /Preview/],
  ["notes.md", /not a program/],
])("%s can be run or says why not", (path, why) => {
  if (why === null) expect(whyNotRunnable(path)).toBeNull();
  else expect(whyNotRunnable(path)).toMatch(why);
});
