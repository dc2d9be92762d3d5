/** `npm run backup` of a whole Pairlab that runs, and another that starts on what `npm run restore` made of it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { documentId } from "#protocol/documents";
import type { EnteredBody, RoomPageBody, TicketBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import { ROOT } from "../../bin/launch.mjs";
import { type App, startApp } from "../support/app.ts";
import { TestClient } from "../support/collab.ts";
import { makeFolder, type TestFolder } from "../support/database.ts";

const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), Buffer.alloc(5_000, 7)]);

let app: App;
let place: TestFolder;
beforeAll(async () => {
  place = makeFolder();
  app = await startApp();
});
afterAll(async () => {
  await app?.dispose();
  place?.dispose();
});

/** As a person types it, in a folder of their own: the path is theirs. */
async function npmRun(name: string, path: string, dataDir: string): Promise<string> {
  const child = spawn("npm", ["--prefix", ROOT, "run", "--silent", name, "--", path], {
    cwd: place.path,
    env: { ...process.env, DATA_DIR: dataDir, INIT_CWD: undefined },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes) => {
      out += bytes;
    });
  }
  const [code] = await once(child, "close");
  expect([code, out]).toEqual([0, out]);
  return out;
}

async function open(url: string, id: RoomId, cookie: string): Promise<TestClient> {
  const answer = await fetch(`${url}/api/rooms/${id}/ticket`, { method: "POST", headers: { cookie } });
  const { ticket } = (await answer.json()) as TicketBody;
  const client = new TestClient(`${url.replace("http", "ws")}/collab`, documentId(id, "code"), () => ticket, {});
  await client.synced();
  return client;
}

it("a restored Pairlab has the rooms, the texts, the images and the logins, under a secret of its own", async () => {
  const made = await fetch(`${app.url}/api/rooms`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Ada", title: "Kept" }),
  });
  const cookie = made.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { room } = (await made.json()) as EnteredBody;
  const client = await open(app.url, room.id as RoomId, cookie);
  client.text.insert(0, "kept");
  await client.acknowledged();
  client.close();
  const posted = await fetch(`${app.url}/api/rooms/${room.id}/assets`, {
    method: "POST",
    headers: { cookie, "Content-Type": "image/png" },
    body: PNG,
  });
  const { url: image } = (await posted.json()) as { url: string };

  expect(await npmRun("backup", "kept", app.dataDir)).toMatch(/1 room, 2 documents, .* 1 image/);
  expect(readdirSync(place.path)).toEqual(["kept"]);
  const dataDir = join(place.path, "again");
  await npmRun("restore", "kept", dataDir);
  const again = await startApp({ DATA_DIR: dataDir });
  try {
    const page = await fetch(`${again.url}/api/rooms/${room.id}`, { headers: { cookie } });
    expect(((await page.json()) as RoomPageBody).room.title).toBe("Kept");
    const back = await open(again.url, room.id as RoomId, cookie);
    expect(back.text.toString()).toBe("kept");
    back.text.insert(4, " on");
    await back.acknowledged();
    back.close();
    const bytes = await fetch(`${again.url}${image}`, { headers: { cookie } });
    expect(Buffer.from(await bytes.arrayBuffer()).equals(PNG)).toBe(true);
  } finally {
    await again.stop();
  }
});
