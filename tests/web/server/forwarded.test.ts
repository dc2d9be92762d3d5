import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { readEnv, setEnv } from "#protocol/env";
import { isSecureAddress, reachableAddresses } from "../../../web/server/address.ts";
import { cleanForwarded } from "../../../web/server/forwarded.ts";

const clean = (headers: Record<string, string>, trustProxy: number) => {
  const request = { headers: { host: "lab:3000", ...headers }, socket: { remoteAddress: "::ffff:10.0.0.9" } };
  cleanForwarded(request as unknown as IncomingMessage, trustProxy);
  return request.headers as Record<string, string | undefined>;
};
const SPOOFED = {
  "x-forwarded-for": "1.1.1.1, 10.0.0.5",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "evil.example",
  "x-real-ip": "1.1.1.1",
};

test("without a proxy nothing that a client says of itself is believed", () => {
  const headers = clean(SPOOFED, 0);
  expect(headers["x-forwarded-for"]).toBe("10.0.0.9");
  expect(headers["x-forwarded-proto"]).toBe("http");
  expect(headers["x-forwarded-host"]).toBe("lab:3000");
  expect(headers["x-real-ip"]).toBeUndefined();
});

test("behind proxies the caller is whom the outermost of them saw", () => {
  expect(clean({ ...SPOOFED, "x-forwarded-for": "6.6.6.6, 1.1.1.1" }, 1)["x-forwarded-for"]).toBe("1.1.1.1");
  expect(clean({ "x-forwarded-for": "6.6.6.6, 1.1.1.1, 10.0.0.5" }, 2)["x-forwarded-for"]).toBe("1.1.1.1");
  expect(clean({}, 1)["x-forwarded-for"]).toBe("10.0.0.9");
  expect(clean(SPOOFED, 1)["x-forwarded-proto"]).toBe("https");
});

test("other addresses are offered where the own one works on this machine alone", () => {
  expect(reachableAddresses("https://lab.example")).toBeUndefined();
  for (const address of reachableAddresses("http://localhost:3000") ?? []) {
    expect(address).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+:3000$/);
    expect(address).not.toContain("127.");
  }
});

test.each([
  ["localhost:3000", true],
  ["127.0.0.1:3000", true],
  ["[::1]:3000", true],
  ["192.168.1.5:3000", false],
  ["localhost.evil.example", false],
])("%s over http is a secure context: %s", (host, secure) => {
  const read = readEnv({});
  if (read.ok) setEnv(read.env);
  expect(isSecureAddress(new Headers({ host }))).toBe(secure);
});
