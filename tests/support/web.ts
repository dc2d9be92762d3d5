/** The web's routes on a real SQLite database of their own, with a hub that keeps documents in that database. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import * as Y from "yjs";
import { migrate } from "#prisma/migrate";
import { updateRow } from "#prisma/update-row";
import { type Env, readEnv, setEnv } from "#protocol/env";
import type { EnteredBody } from "#protocol/http";
import { type RoomChange, setHub } from "#protocol/hub";
import type { PersonId, RoomId } from "#protocol/ids";
import { closeDatabase, database } from "../../web/server/database.ts";
import { setPreviewCompiler } from "../../web/server/preview/compiled.ts";
import { ThreadedCompiler } from "../../web/server/preview/compiler.ts";
import { forgetWrongCodes } from "../../web/server/wrong-codes.ts";

const APP = join(import.meta.dirname, "../../web/app");
export const HOST = "lab.example:3000";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
interface RouteFile {
  pattern: RegExp;
  file: string;
}

async function findRoutes(): Promise<RouteFile[]> {
  const files = (await readdir(APP, { recursive: true })).filter((file) => file.endsWith(`${sep}route.ts`));
  return files.map((file) => {
    const folder = file.slice(0, -"/route.ts".length).split(sep).join("/");
    const pattern = folder.replace(/\/\[\[\.\.\.\w+\]\]/g, "(?:/.*)?").replace(/\[(\w+)\]/g, "(?<$1>[^/]+)");
    return { pattern: new RegExp(`^/${pattern}$`), file: join(APP, file) };
  });
}

/** Every route that is on disk: its path as Next names it, and the methods that its file answers. */
export async function routesOnDisk(): Promise<string[]> {
  const found: string[] = [];
  for (const { file } of await findRoutes()) {
    const path = file.slice(APP.length, -"/route.ts".length).split(sep).join("/");
    for (const method of Object.keys((await import(file)) as object)) found.push(`${method} ${path}`);
  }
  return found.sort();
}

export interface CallOptions {
  /** An object goes as JSON, anything else as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A browser: it keeps the login cookie. */
export class Visitor {
  cookie = "";
  readonly #routes: RouteFile[];
  readonly #address: string;

  constructor(routes: RouteFile[], address: string) {
    this.#routes = routes;
    this.#address = address;
  }

  async call(method: string, path: string, { body, headers = {} }: CallOptions = {}): Promise<Response> {
    const url = new URL(path, `http://${HOST}`);
    for (const { pattern, file } of this.#routes) {
      const match = pattern.exec(url.pathname);
      if (!match) continue;
      const handler = ((await import(file)) as Record<string, Handler>)[method];
      if (!handler) return new Response(null, { status: 405 });
      const plain = body !== undefined && Object.getPrototypeOf(body) === Object.prototype;
      const request = new Request(url, {
        method,
        headers: {
          host: HOST,
          "x-forwarded-host": HOST,
          "x-forwarded-for": this.#address,
          ...(this.cookie ? { cookie: this.cookie } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: plain ? JSON.stringify(body) : (body as BodyInit) }),
      });
      const response = await handler(request, { params: Promise.resolve({ ...match.groups }) });
      const set = response.headers.get("set-cookie");
      if (set) this.cookie = /Max-Age=0/.test(set) ? "" : (set.split(";")[0] ?? "");
      return response;
    }
    return new Response(null, { status: 404 });
  }

  get = (path: string, options?: CallOptions) => this.call("GET", path, options);
  post = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.call("POST", path, { body, ...(headers ? { headers } : {}) });
  patch = (path: string, body: unknown) => this.call("PATCH", path, { body });

  async create(name: string, wish: Record<string, unknown> = {}): Promise<EnteredBody> {
    return (await this.post("/api/rooms", { name, ...wish })).json() as Promise<EnteredBody>;
  }
  async join(code: string, name: string): Promise<EnteredBody> {
    return (await this.post("/api/join", { code, name })).json() as Promise<EnteredBody>;
  }
}

export interface TestWeb {
  env: Env;
  /** What live connections were told, in order. */
  changes: { room: RoomId; change: RoomChange }[];
  online: Set<PersonId>;
  /** A new browser, from an address of its own unless one is given. */
  visitor(address?: string): Visitor;
  /** Writes to a document as the collaboration server would. */
  edit(document: string, change: (doc: Y.Doc) => void): Promise<void>;
  dispose(): Promise<void>;
}

export async function startWeb(settings: Record<string, string> = {}): Promise<TestWeb> {
  const dataDir = await mkdtemp(join(tmpdir(), "pairlab-web-"));
  const read = readEnv({ DATA_DIR: dataDir, SECRET: "q7Zp3vLx9RtYbN2mKw8sHd4fGc6jUe1A", ...settings });
  if (!read.ok) throw new Error(read.faults.join("\n"));
  setEnv(read.env);
  await migrate(read.env.databaseUrl);
  forgetWrongCodes();
  const changes: TestWeb["changes"] = [];
  const online = new Set<PersonId>();

  const load = async (id: string): Promise<Y.Doc | null> => {
    const db = await database();
    if (!(await db.document.findUnique({ where: { id } }))) return null;
    const doc = new Y.Doc();
    for (const row of await db.update.findMany({ where: { documentId: id }, orderBy: { seq: "asc" } })) {
      Y.applyUpdate(doc, row.bytes);
    }
    return doc;
  };
  const append = async (id: string, update: Uint8Array, person: string | null) => {
    const db = await database();
    await db.update.create({ data: updateRow(id, update, person) });
  };
  const compiler = new ThreadedCompiler();
  setPreviewCompiler(compiler);
  setHub({
    changed: async (room, change) => void changes.push({ room, change }),
    online: async () => online,
    read: async (id) => {
      const doc = await load(id);
      return doc && Y.encodeStateAsUpdate(doc);
    },
    write: append,
    tryTests: async () => [],
    ready: async () => ({ database: true, sandbox: true, accepting: true }),
    metrics: async () => "pairlab_up 1\n",
  });

  const routes = await findRoutes();
  let visitors = 0;
  return {
    env: read.env,
    changes,
    online,
    visitor: (address) => new Visitor(routes, address ?? `10.0.0.${++visitors}`),
    edit: async (id, change) => {
      const doc = await load(id);
      if (!doc) throw new Error(`No document ${id}`);
      const before = Y.encodeStateVector(doc);
      doc.transact(() => change(doc));
      await append(id, Y.encodeStateAsUpdate(doc, before), null);
    },
    dispose: async () => {
      await closeDatabase();
      setHub(undefined);
      setPreviewCompiler(undefined);
      await compiler.dispose();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
