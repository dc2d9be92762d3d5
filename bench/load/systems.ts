/** The servers under test, each a process of its own on the loopback: ours, the stock one, and y-websocket's. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { openDb } from "#prisma/client";
import { migrate } from "#prisma/migrate";
import { documentId } from "#protocol/documents";
import { type DocumentId, makePersonId, makeRoomId, type PersonId, type RoomId } from "#protocol/ids";
import { issueTicket } from "#protocol/ticket";
import { ROOT, SERVER_FLAGS } from "../../bin/launch.mjs";
import { freePort } from "../free-port.ts";
import type { Usage } from "../peers/control.ts";
import { LoadClient } from "./client.ts";
import { onServerCore } from "./machine.ts";
import { hocuspocusWire, type Wire, yWebsocketWire } from "./wire.ts";

export interface System {
  name: string;
  port(): number;
  wire(room: number, person: number): Wire;
  /** A person who has the state of a room. */
  join(room: number, person: number): Promise<LoadClient>;
  usage(collect?: boolean): Promise<Usage>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it again on what it has stored. */
  start(): Promise<void>;
  /** Ends it and deletes what it stored. */
  dispose(): Promise<void>;
}

class ServerProcess {
  readonly #command: () => Promise<string[]>;
  readonly #flags: string[];
  #child!: ChildProcess;
  #asked = 0;
  #waiting = new Map<number, (usage: Usage) => void>();
  port = 0;

  /** `flags`: the runtime's own, as the server is started with them. */
  constructor(command: () => Promise<string[]>, flags: string[] = []) {
    this.#command = command;
    this.#flags = flags;
  }

  async start(): Promise<void> {
    const [file, ...args] = [
      ...onServerCore(),
      process.execPath,
      "--expose-gc",
      ...this.#flags,
      ...(await this.#command()),
    ];
    const child = spawn(file as string, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#child = child;
    this.port = await new Promise<number>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the server under test ended with ${code}`)));
      child.on("message", (said: { port: number } | { id: number; usage: Usage }) => {
        if ("port" in said) return resolve(said.port);
        this.#waiting.get(said.id)?.(said.usage);
        this.#waiting.delete(said.id);
      });
    });
  }

  usage(collect = false): Promise<Usage> {
    return new Promise((resolve) => {
      const id = this.#asked++;
      this.#waiting.set(id, resolve);
      this.#child.send({ id, collect });
    });
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}

function system(
  name: string,
  server: ServerProcess,
  wire: System["wire"],
  dispose: () => void | Promise<void> = () => {},
): System {
  return {
    name,
    port: () => server.port,
    wire,
    join: async (room, person) => (await LoadClient.open(server.port, wire(room, person))).client,
    usage: (collect) => server.usage(collect),
    kill: () => server.kill(),
    start: () => server.start(),
    async dispose() {
      await server.kill();
      await dispose();
    },
  };
}

function folder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "pairlab-bench-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface OurSystem extends System {
  databaseUrl: string;
  documents: DocumentId[];
  /** The database's file, for a look at what lies in it. */
  file: string;
}

const SECRET = "signs the tickets of a benchmark, and nothing else";

/** With so many rooms of so many people each, in a database of its own. */
export async function startPairlab(rooms: number, people: number): Promise<OurSystem> {
  const { path, remove } = folder();
  const file = join(path, "pairlab.db");
  const databaseUrl = `file:${file}`;
  await migrate(databaseUrl);
  const made = await makeRooms(databaseUrl, rooms, people);
  const server = new ServerProcess(async () => ["bench/peers/pairlab.ts", databaseUrl, SECRET], SERVER_FLAGS);
  await server.start();
  const wire = (room: number, person: number) => {
    const { id, persons } = made[room] as MadeRoom;
    return hocuspocusWire(documentId(id, "code"), issueTicket(SECRET, id, persons[person] as PersonId).ticket);
  };
  return {
    ...system("Pairlab, written ahead", server, wire, remove),
    databaseUrl,
    documents: made.map(({ id }) => documentId(id, "code")),
    file,
  };
}

interface MadeRoom {
  id: RoomId;
  persons: PersonId[];
}

async function makeRooms(databaseUrl: string, rooms: number, people: number): Promise<MadeRoom[]> {
  const { db, dispose } = await openDb(databaseUrl);
  const made = Array.from({ length: rooms }, (): MadeRoom => {
    return { id: makeRoomId(), persons: Array.from({ length: people }, makePersonId) };
  });
  const members = made.flatMap(({ id, persons }) => persons.map((person, n) => ({ id, person, n })));
  await db.$transaction([
    db.person.createMany({ data: members.map(({ person, n }) => ({ id: person, name: `Person ${n}` })) }),
    db.room.createMany({ data: made.map(({ id }) => ({ id, title: "A room", joinCode: id })) }),
    db.document.createMany({
      data: made.flatMap(({ id }) => [
        { id: documentId(id, "code"), roomId: id },
        { id: documentId(id, "board"), roomId: id },
      ]),
    }),
    db.membership.createMany({
      data: members.map(({ id, person, n }) => ({
        roomId: id,
        personId: person,
        name: `Person ${n}`,
        color: n % 12,
        role: n === 0 ? "owner" : "student",
      })),
    }),
  ]);
  await dispose();
  return made;
}

export interface StoringSystem extends System {
  /** The documents as they are stored now. */
  stored(): Uint8Array[];
}

/** `stores`: with its database extension on SQLite; otherwise it keeps everything in memory. */
export async function startStock(stores = false): Promise<StoringSystem> {
  const { path, remove } = folder();
  const file = join(path, "stock.db");
  const server = new ServerProcess(async () => ["bench/peers/hocuspocus.ts", ...(stores ? [file] : [])]);
  await server.start();
  // An address as long as ours.
  const wire = (room: number) => hocuspocusWire(`room/${`${room}`.padStart(8, "r")}/code`, "ticket");
  return {
    ...system(`stock Hocuspocus 4.7.0, ${stores ? "stores" : "no store"}`, server, wire, remove),
    stored() {
      const db = new Sqlite(file, { readonly: true });
      try {
        return db.prepare<[], Uint8Array>("SELECT data FROM documents").pluck().all();
      } finally {
        db.close();
      }
    },
  };
}

export async function startYWebsocket(): Promise<System> {
  const server = new ServerProcess(async () => ["bench/peers/y-websocket.ts", `${await freePort()}`]);
  await server.start();
  return system("y-websocket 2.1.0, no store", server, (room) => yWebsocketWire(`room-${room}`));
}
