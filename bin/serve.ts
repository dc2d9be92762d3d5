/** The one place that knows both the pages and the collaboration server: it makes the http server and joins them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import next from "next";
import pino, { type Logger } from "pino";
import { createCollabServer } from "#collab-server/server";
import { openStorage } from "#collab-server/storage/open-storage";
import type { Env } from "#protocol/env";
import { setHub } from "#protocol/hub";
import { createSandbox } from "#sandbox/client";
import { cleanForwarded } from "#web/server/forwarded";
import { setPreviewCompiler } from "#web/server/preview/compiled";
import { ThreadedCompiler } from "#web/server/preview/compiler";
import { loadPreviewTools } from "#web/server/preview/load-tools";
import { secure } from "#web/server/security-headers";
import { serveShelf } from "#web/server/shelf";
import { endInOrder } from "./ending.ts";
import { ROOT } from "./launch.mjs";
import { warm } from "./warm.ts";

export interface Served {
  port: number;
  /** Ends everything in order (ending.ts), after `notice` milliseconds. Never takes longer than 20 s. */
  close(notice?: number): Promise<void>;
}

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
  await loadPreviewTools();
  const compiler = new ThreadedCompiler();
  setPreviewCompiler(compiler);

  const server = createServer({ keepAlive: true });
  const pages = await pagesOf(env, dev);
  const https = env.publicUrl?.startsWith("https:") ?? false;
  server.on("request", (req: IncomingMessage, res: ServerResponse) => {
    secure(res, { https });
    if (!collab.handleRequest(req, res)) pages.request(req, res);
  });
  server.on("upgrade", (req: IncomingMessage, socket: Socket, head: Buffer) => {
    if (collab.handleUpgrade(req, socket, head)) return;
    if (pages.upgrade?.(req, socket, head)) return;
    socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  await listen(server, env);
  const address = server.address() as AddressInfo;
  if (!dev) void warm(storage, address);

  return {
    port: address.port,
    close(notice = 0) {
      const dispose = async () => {
        setHub(undefined);
        await Promise.allSettled([sandbox.dispose(), storage.dispose(), compiler.dispose()]);
        await pages.close();
      };
      return endInOrder({ server, collab, notice, dispose });
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

/** `quiet` or not, Next prints how long it took to read its configuration: an operator can do nothing with that. */
async function withoutTimings(prepare: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = (...words: unknown[]) => {
    if (!/next\.config\S* took/.test(words.join(" "))) log(...words);
  };
  try {
    await prepare();
  } finally {
    console.log = log;
  }
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
  await withoutTimings(() => app.prepare());
  const handle = app.getRequestHandler();
  const pages: Pages = {
    request: (req, res) => {
      cleanForwarded(req, env.trustProxy);
      if (serveShelf(req, res)) return;
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
