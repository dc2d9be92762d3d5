import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { readEnv } from "#protocol/env";
import { ROOT } from "../../bin/launch.mjs";

const env = (given: Record<string, string>) => {
  const read = readEnv(given);
  if (!read.ok) throw new Error(read.faults.join("; "));
  return read.env;
};
const faults = (given: Record<string, string>) => {
  const read = readEnv(given);
  return read.ok ? [] : read.faults;
};

describe("settings", () => {
  it("have a default for everything", () => {
    expect(env({})).toMatchObject({
      port: 3000,
      host: "0.0.0.0",
      databaseUrl: "file:./data/pairlab.db",
      roomCreation: "open",
      trustProxy: 0,
      secret: "",
    });
  });

  it("treat an empty value as none", () => {
    expect(env({ PORT: "", TURN_SECRET: " ", ROOM_CREATION: "" })).toMatchObject({
      port: 3000,
      turnSecret: null,
      roomCreation: "open",
    });
  });

  it("name everything that is wrong at once", () => {
    const found = faults({ PORT: "eighty", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud", TRUST_PROXY: "perhaps" });
    for (const name of ["PORT", "DATABASE_URL", "LOG_LEVEL", "TRUST_PROXY"]) {
      expect(found.some((fault) => fault.startsWith(name))).toBe(true);
    }
  });

  it.each(["short", "a".repeat(40), "abababababababababababababababababab"])("refuse the weak secret %s", (secret) => {
    expect(faults({ SECRET: secret })[0]).toMatch(/^SECRET /);
  });

  it("ask for what a choice needs", () => {
    expect(faults({ ROOM_CREATION: "key" })).toEqual(["ROOM_KEY is needed when ROOM_CREATION is key"]);
    expect(faults({ TURN_URLS: "turn:turn.example.org" })).toEqual(["TURN_SECRET is needed with TURN_URLS"]);
  });

  it("promise nothing that is not built", () => {
    expect(faults({ SERVICES: "all", REDIS_URL: "" })).toEqual([]);
    expect(faults({ SERVICES: "web", REDIS_URL: "redis://x" })).toHaveLength(2);
  });

  it("take a port above the range for a fault, not for another port", () => {
    expect(faults({ PORT: "70000" })).toHaveLength(1);
  });

  it("give the origins of PUBLIC_URL and ALLOWED_ORIGINS", () => {
    expect(
      env({ PUBLIC_URL: "https://lab.example.org/", ALLOWED_ORIGINS: "https://a.example, https://b.example:8443/x" }),
    ).toMatchObject({
      publicUrl: "https://lab.example.org",
      allowedOrigins: ["https://lab.example.org", "https://a.example", "https://b.example:8443"],
    });
  });

  it("accept .env.example as it is, and it names them all", () => {
    const example = parseEnv(readFileSync(join(ROOT, ".env.example"), "utf8")) as Record<string, string>;
    expect(faults(example)).toEqual([]);
    const documented = readFileSync(join(ROOT, ".env.example"), "utf8");
    const source = readFileSync(join(ROOT, "protocol/env.ts"), "utf8");
    for (const [, name] of source.matchAll(/^ {4}([A-Z_]+): optional/gm)) expect(documented).toContain(String(name));
  });
});
