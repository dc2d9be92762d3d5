/** Every route, for everybody: the answer is `can`'s, and who is refused changes nothing. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canActOn, canGiveRole, ROLES, type Role } from "#protocol/access";
import { database } from "../../../web/server/database.ts";
import {
  allowed,
  EVERYBODY,
  type Needed,
  ROUTES,
  type RouteRight,
  rightsTable,
  type Who,
} from "../../support/rights.ts";
import { routesOnDisk, startWeb, type TestWeb, type Visitor } from "../../support/web.ts";

let web: TestWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.dispose());

test("every route on disk has its row, and every row its route", async () => {
  expect([...new Set(ROUTES.map(({ route }) => route))].sort()).toEqual(await routesOnDisk());
});

test("the table in docs/trust.md is this one (node tests/support/rights.ts prints it)", () => {
  expect(readFileSync("docs/trust.md", "utf8")).toContain(rightsTable());
});

interface Scene {
  room: string;
  code: string;
  asset: string;
  visitors: Record<Who, Visitor>;
  /** The addresses of each one's preview, asked for while they were in the room. */
  previews: Partial<Record<Who, string>>;
}

/** A room with one person of each role, one who was removed, and two outsiders. */
async function scene(): Promise<Scene> {
  const db = await database();
  const owner = web.visitor();
  const { room } = await owner.create("owner", { template: "web" });
  const visitors = { owner } as Record<Who, Visitor>;
  const previews: Scene["previews"] = {};
  const image = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
  const { url: asset } = await (await owner.post(`/api/rooms/${room.id}/assets`, image)).json();
  for (const who of EVERYBODY) {
    const visitor = who === "owner" ? owner : web.visitor();
    visitors[who] = visitor;
    if (who === "no cookie") continue;
    if (who === "not a member") {
      await visitor.create("stranger");
      continue;
    }
    if (who !== "owner") {
      const { person } = await visitor.join(room.joinCode, who);
      const data = who === "removed" ? { removedAt: new Date() } : { role: who };
      previews[who] = (await (await visitor.post(`/api/rooms/${room.id}/preview`)).json()).url;
      await db.membership.update({ where: { roomId_personId: { roomId: room.id, personId: person.id } }, data });
    } else previews[who] = (await (await visitor.post(`/api/rooms/${room.id}/preview`)).json()).url;
  }
  return { room: room.id, code: room.joinCode, asset, visitors, previews };
}

function send({ room, code, asset, previews }: Scene, row: RouteRight, who: Who, visitor: Visitor, headers = {}) {
  const [method = "", path = ""] = row.route.split(" ");
  const address = path
    .replace("/preview/[token]/[[...path]]", previews[who] ?? "/preview/forged/index.html")
    .replace("/api/rooms/[id]/assets/[asset]", asset)
    .replace("[id]", room);
  let { body } = row;
  if (body === "FORM") {
    const form = new FormData();
    form.append("files", new Blob(["text"]), "new.txt");
    body = form;
  } else if (row.route === "POST /api/join") body = { code, name: "Zoe" };
  return visitor.call(method, address, { ...(body === undefined ? {} : { body }), headers });
}

/** All that a refused request could have changed. */
async function state() {
  const db = await database();
  const memberships = await db.membership.findMany({ orderBy: [{ roomId: "asc" }, { personId: "asc" }] });
  return JSON.stringify([
    await db.room.findMany({ orderBy: { id: "asc" } }),
    memberships.map(({ roomId, personId, role, removedAt, name }) => [roomId, personId, role, removedAt, name]),
    await Promise.all([
      db.person.count(),
      db.session.count(),
      db.update.count(),
      db.asset.count(),
      db.document.count(),
      db.hiddenTest.findMany({ orderBy: { id: "asc" } }),
    ]),
    web.changes.length,
  ]);
}

/** Status and code of a refusal. */
function refusalOf(who: Who, row: RouteRight): [number, string] {
  if (row.route.includes("/preview/[token]") && (who === "no cookie" || who === "not a member"))
    return [404, "no-preview"];
  if (who === "no cookie") return [401, "signed-out"];
  if (who === "not a member") return [403, "not-a-member"];
  return [403, who === "removed" ? "removed" : "forbidden"];
}

const simple = ROUTES.filter((row): row is RouteRight & { needs: Exclude<Needed, "person"> } => row.needs !== "person");
describe.each(simple.map((row) => [`${row.route}${row.field ? ` (${row.field})` : ""}`, row] as const))(
  "%s",
  (_, row) => {
    test("does what the role allows, and nothing else", async () => {
      const s = await scene();
      for (const who of EVERYBODY) {
        const before = await state();
        const answer = await send(s, row, who, s.visitors[who]);
        if (allowed(who, row.needs)) {
          expect(answer.status, who).toBeLessThan(300);
          continue;
        }
        expect([answer.status, (await answer.json()).error.code], who).toEqual(refusalOf(who, row));
        expect(await state(), who).toBe(before);
      }
    });

    test.skipIf(row.route.startsWith("GET"))("is refused to a foreign page, whoever it pretends to be", async () => {
      const s = await scene();
      const before = await state();
      for (const who of EVERYBODY) {
        for (const headers of [
          { origin: "https://evil.example" },
          { origin: "null" },
          { "sec-fetch-site": "cross-site" },
        ]) {
          const answer = await send(s, row, who, s.visitors[who], headers);
          expect([answer.status, (await answer.json()).error.code], who).toEqual([403, "foreign-origin"]);
        }
      }
      expect(await state()).toBe(before);
    });
  },
);

describe("what people do to people", () => {
  const CHANGES = [...ROLES.map((role) => ({ role })), { removed: true }, { removed: false }];
  test.each(ROLES)("an %s acts upon those below alone, and gives no more than their own role", async (actor) => {
    const s = await scene();
    const db = await database();
    for (const target of ROLES) {
      const { person } = await web.visitor().join(s.code, `a ${target}`);
      const where = { roomId_personId: { roomId: s.room, personId: person.id } };
      for (const change of CHANGES) {
        await db.membership.update({ where, data: { role: target, removedAt: null } });
        const before = await state();
        const answer = await s.visitors[actor].patch(`/api/rooms/${s.room}/people/${person.id}`, change);
        const may =
          "role" in change ? canGiveRole(actor, target, change.role) : canActOn(actor, target, "person.remove");
        expect(answer.status, `${target} ${JSON.stringify(change)}`).toBe(may ? 200 : 403);
        if (!may) expect(await state()).toBe(before);
      }
    }
  });

  test("who is not in the room does nothing to anybody, nor does a foreign page", async () => {
    const s = await scene();
    const { person } = await web.visitor().join(s.code, "Mo");
    const path = `/api/rooms/${s.room}/people/${person.id}`;
    const before = await state();
    for (const who of ["removed", "not a member", "no cookie"] as const) {
      for (const change of CHANGES) {
        const answer = await s.visitors[who].patch(path, change);
        expect([answer.status, (await answer.json()).error.code]).toEqual(refusalOf(who, ROUTES[0] as RouteRight));
      }
    }
    for (const role of ROLES as readonly Role[]) {
      const answer = await s.visitors[role].call("PATCH", path, {
        body: { removed: true },
        headers: { origin: "https://evil.example" },
      });
      expect(answer.status).toBe(403);
    }
    expect(await state()).toBe(before);
  });
});
