/** The stock Hocuspocus server without a store, alone in a process. Prints its port. */
import { Server } from "@hocuspocus/server";

const server = new Server({ port: 0, address: "127.0.0.1", quiet: true, stopOnSignals: true });
await server.listen();
process.stdout.write(`port ${server.address.port}\n`);
