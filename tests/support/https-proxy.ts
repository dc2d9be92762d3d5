/** An https proxy in front of the app, as an operator runs one: for what only a secure page on a real name shows. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface HttpsProxy {
  port: number;
  close(): Promise<void>;
}

/** Terminates TLS under a certificate made now and passes all on to `target`, a port of this machine. */
export async function startHttpsProxy(host: string, target: () => number): Promise<HttpsProxy> {
  const folder = mkdtempSync(join(tmpdir(), "pairlab-tls-"));
  const key = join(folder, "key.pem");
  const cert = join(folder, "cert.pem");
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      key,
      "-out",
      cert,
      "-days",
      "2",
      "-subj",
      `/CN=${host}`,
    ],
    { stdio: "ignore" },
  );
  const headersOf = (req: IncomingMessage) => ({
    ...req.headers,
    "x-forwarded-proto": "https",
    "x-forwarded-for": "203.0.113.7",
  });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (req, res) => {
    const onward = request(
      { host: "127.0.0.1", port: target(), path: req.url, method: req.method, headers: headersOf(req) },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      },
    );
    onward.on("error", () => res.destroy());
    req.pipe(onward);
  });
  server.on("upgrade", (req, socket, head) => {
    const onward = connect(target(), "127.0.0.1", () => {
      const lines = Object.entries(headersOf(req)).map(([name, value]) => `${name}: ${value}`);
      onward.write(`${req.method} ${req.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
