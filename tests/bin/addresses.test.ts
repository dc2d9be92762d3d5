import { expect, it } from "vitest";
import { addresses } from "../../bin/addresses.ts";

it("has no address for others when it listens to this machine alone", () => {
  expect(addresses("127.0.0.1", 3000)).toEqual({ own: "http://127.0.0.1:3000", others: [] });
});

it("writes an IPv6 host in brackets", () => {
  expect(addresses("::1", 80).own).toBe("http://[::1]:80");
});

it("names localhost for itself, and never for others", () => {
  const { own, others } = addresses("0.0.0.0", 3000);
  expect(own).toBe("http://localhost:3000");
  for (const other of others) expect(other).not.toMatch(/localhost|127\.0\.0\.1/);
});
