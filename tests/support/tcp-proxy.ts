/** A network between clients and a server: it can be cut, stand still, or be slow. It carries bytes and knows no frames. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface TcpProxy {
  /** For clients. */
  url: string;
  /** Connections that are open. */
  readonly links: readonly Link[];
  /** Bytes a second that new connections carry to their client; null: as many as come. */
  rate: number | null;
}

export class Link {
  readonly #client: Socket;
  readonly #server: Socket;
  #still = false;

  constructor(client: Socket, server: Socket, rate: number | null) {
    this.#client = client;
    this.#server = server;
    client.on("data", (bytes) => server.write(bytes));
    server.on("data", (bytes) => {
      client.write(bytes);
      if (rate === null) return;
      server.pause();
      setTimeout(
        () => {
          if (!this.#still) server.resume();
        },
        (bytes.length / rate) * 1000,
      );
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  }

  /** As a cable that is pulled out: no goodbye, and what is on its way is lost. */
  cut(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  /** From now on the client reads nothing; what it says still arrives. */
  stall(): void {
    this.#still = true;
    this.#server.pause();
  }

  resume(): void {
    this.#still = false;
    this.#server.resume();
  }
}

export async function startTcpProxy(port: number): Promise<TcpProxy> {
  const links = new Set<Link>();
  const proxy = {
    url: "",
    rate: null as number | null,
    get links() {
      return [...links];
    },
  };
  const server = createServer((client) => {
    const link = new Link(client, connect(port, "127.0.0.1"), proxy.rate);
    links.add(link);
    client.on("close", () => links.delete(link));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  proxy.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/collab`;
  onTestFinished(() => {
    for (const link of links) link.cut();
    server.close();
  });
  return proxy;
}
