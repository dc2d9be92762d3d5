/** A real PostgreSQL of the test's own: a temporary folder, a free port, ended by its process id. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "#bench/free-port";

const READY = "database system is ready to accept connections";

function findBinaries(): string {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  for (const version of versions) {
    const folder = join(base, version, "bin");
    if (existsSync(join(folder, "initdb"))) return folder;
  }
  for (const folder of (process.env.PATH ?? "").split(":")) if (existsSync(join(folder, "initdb"))) return folder;
  throw new Error("These tests need PostgreSQL's server programs: install the package postgresql.");
}

/** PostgreSQL refuses to run as root; then it runs as the system's user `postgres`. */
function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

export class TestPostgres {
  readonly #folder: string;
  readonly #bin: string;
  readonly #user: { uid?: number; gid?: number };
  readonly #port: number;
  #server: ChildProcess | null = null;
  #databases = 0;

  constructor(folder: string, bin: string, user: { uid?: number; gid?: number }, port: number) {
    this.#folder = folder;
    this.#bin = bin;
    this.#user = user;
    this.#port = port;
  }

  url(database = "postgres"): string {
    return `postgresql://postgres@127.0.0.1:${this.#port}/${database}`;
  }

  async start(): Promise<void> {
    const settings = ["fsync=off", "max_connections=60", `unix_socket_directories=${this.#folder}`];
    const server = spawn(
      join(this.#bin, "postgres"),
      ["-D", join(this.#folder, "db"), "-h", "127.0.0.1", "-p", `${this.#port}`, ...settings.flatMap((s) => ["-c", s])],
      { ...this.#user, stdio: ["ignore", "ignore", "pipe"] },
    );
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      let said = "";
      server.stderr?.on("data", (text) => {
        said = `${said}${text}`.slice(-10_000);
        if (said.includes(READY)) resolve();
      });
      server.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
    });
  }

  /** Ends the server, breaking the connections that are open. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGINT");
    await ended;
  }

  /** It keeps its connections and answers nothing: a host that hangs, a cable that was pulled. */
  freeze(): void {
    for (const pid of this.#processes()) process.kill(pid, "SIGSTOP");
  }

  thaw(): void {
    for (const pid of this.#processes()) process.kill(pid, "SIGCONT");
  }

  /** The server's and those of its connections. */
  #processes(): number[] {
    const own = this.#server?.pid;
    if (own === undefined) return [];
    const children = readFileSync(`/proc/${own}/task/${own}/children`, "utf8").trim().split(" ");
    return [own, ...children.filter(Boolean).map(Number)];
  }

  /** The URL of an empty database. */
  async createDatabase(): Promise<string> {
    const name = `t${++this.#databases}`;
    await this.query("postgres", `CREATE DATABASE ${name}`);
    return this.url(name);
  }

  async query<Row extends pg.QueryResultRow>(database: string, sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(this.url(database));
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export async function startPostgres(): Promise<TestPostgres> {
  const bin = findBinaries();
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), "pairlab-postgres-"));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const options = ["-D", join(folder, "db"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-locale"];
  execFileSync(join(bin, "initdb"), options, { ...user, cwd: folder, stdio: "ignore" });
  const postgres = new TestPostgres(folder, bin, user, await freePort());
  await postgres.start();
  return postgres;
}
