/** The one place that knows both the pages and the collaboration server: it makes the http server and joins them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import next from "next";
import pino, { type Logger } from "pino";
import { createCollabServer } from "#collab-server/server";
import { openStorage } from "#collab-server/storage/open-storage";
import type { Env } from "#protocol/env";
import { type Hub, setHub } from "#protocol/hub";
import { createSandbox } from "#sandbox/client";
import { cleanForwarded } from "#web/server/forwarded";
import { ROOT } from "./launch.mjs";

export interface Served {
  port: number;
  /** Ends connections, waits for what is not yet durable, ends the sandbox. Never takes longer than 20 s. */
  close(): Promise<void>;
}

/** Milliseconds that a request under way may take to end when the server closes. */
const DRAIN = 2_000;

type RequestListener = (req: IncomingMessage, res: ServerResponse) => void;

export async function serve(env: Env, { dev = false, log }: { dev?: boolean; log?: Logger } = {}): Promise<Served> {
  const logger = log ?? pino({ level: env.logLevel, base: null });
  const storage = await openStorage(env.databaseUrl);
  const sandbox = await createSandbox();
  const collab = createCollabServer({
    storage,
    sandbox,
    secret: env.secret,
    allowedOrigins: env.allowedOrigins,
    publicUrl: env.publicUrl,
    trustProxy: env.trustProxy,
    log: logger,
  });
  setHub(collab.hub);

  const server = createServer({ keepAlive: true });
  const pages = env.services === "collab" ? statusOnly(collab.hub) : await pagesOf(env, dev);
  server.on("request", pages.request);
  server.on("upgrade", (req: IncomingMessage, socket: Socket, head: Buffer) => {
    if (collab.handleUpgrade(req, socket, head)) return;
    if (pages.upgrade?.(req, socket, head)) return;
    socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  await listen(server, env);

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      await collab.shutdown({ graceMs: 15_000 });
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), DRAIN).unref();
      setHub(undefined);
      await Promise.allSettled([sandbox.dispose(), storage.dispose()]);
      await pages.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: env.port, host: env.host }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

interface Pages {
  request: RequestListener;
  upgrade?: (req: IncomingMessage, socket: Socket, head: Buffer) => boolean;
  close(): Promise<void>;
}

async function pagesOf(env: Env, dev: boolean): Promise<Pages> {
  // Next adds its upgrade listener to whatever server it is given. It is given one that never listens, so that only
  // the dev server's own hot-reload socket is ever handed to it.
  const spare = createServer();
  const app = next({
    dev,
    dir: join(ROOT, "web"),
    httpServer: spare,
    hostname: "localhost",
    port: env.port,
    quiet: true,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  const pages: Pages = {
    request: (req, res) => {
      cleanForwarded(req, env.trustProxy);
      void handle(req, res);
    },
    close: () => app.close(),
  };
  if (dev) {
    pages.upgrade = (req, socket, head) => {
      if (!req.url?.startsWith("/_next/")) return false;
      return spare.emit("upgrade", req, socket, head);
    };
  }
  return pages;
}

/** A process of the collaboration server alone answers the operator's questions and nothing else. */
function statusOnly(hub: Hub): Pages {
  return {
    request: (req, res) => {
      void (async () => {
        const path = req.url?.split("?")[0];
        if (path === "/api/health") return json(res, 200, { status: "ok" });
        if (path === "/api/ready") {
          const checks = await hub.ready();
          const ready = Object.values(checks).every(Boolean);
          return json(res, ready ? 200 : 503, { ready, checks });
        }
        if (path === "/api/metrics") {
          res.writeHead(200, { "content-type": "text/plain; version=0.0.4" });
          return res.end(await hub.metrics());
        }
        return json(res, 404, {
          error: { code: "not-found", message: "This process syncs rooms; the pages are served elsewhere." },
        });
      })().catch(() => json(res, 500, { error: { code: "fault", message: "That failed on the server." } }));
    },
    close: async () => {},
  };
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { "content-type": "application/json" });
  res.end(JSON.stringify(body));
}
