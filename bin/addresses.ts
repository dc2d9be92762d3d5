/** Under which addresses this server can be opened, and by whom. */
import { networkInterfaces } from "node:os";

export interface Addresses {
  /** For the browser on this machine. */
  own: string;
  /** For others on the same network; empty if the server listens to this machine alone. */
  others: string[];
}

export function addresses(host: string, port: number): Addresses {
  const any = host === "0.0.0.0" || host === "::" || host === "";
  const loopback = host === "localhost" || host.startsWith("127.") || host === "::1";
  const at = (name: string) => `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  if (!any) return loopback ? { own: at(host), others: [] } : { own: at(host), others: [at(host)] };
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => !one.internal && one.family === "IPv4")
    .map((one) => at(one.address));
  return { own: at("localhost"), others };
}
