/** The operator's settings: read once, at the start, with the whole list of what is wrong. Knows no file system. */
import { z } from "zod";

/** Seconds-old leftovers and examples that are no secret. */
const WEAK_SECRETS = /^(secret|password|changeme|change-me|test|pairlab|(.)\2*)$/i;
/** Characters: 32 of base64 carry 192 bits. */
const MIN_SECRET = 32;

/** Of the larger deployment, whose parts are not built: a setting that did nothing would be a false promise. */
const NOT_BUILT = ["SERVICES", "COLLAB_URL", "REDIS_URL"];

const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional());
const list = z.string().transform((text) =>
  text
    .split(/[\s,]+/)
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
const origin = z.string().refine((text) => {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}, "must be an address such as https://lab.example.org");
const port = z
  .string()
  .regex(/^\d+$/, "must be a port number")
  .transform(Number)
  .refine((n) => n <= 65535, "must be a port number, 0 to 65535");

const envSchema = z
  .object({
    PORT: optional(port),
    HOST: optional(z.string()),
    PUBLIC_URL: optional(origin),
    DATA_DIR: optional(z.string()),
    DATABASE_URL: optional(z.string().regex(/^(file:|postgres(ql)?:\/\/)/, "must start with file: or postgresql://")),
    SECRET: optional(
      z
        .string()
        .min(MIN_SECRET, `must have at least ${MIN_SECRET} characters; leave it out and one is made`)
        .refine(
          (text) => !WEAK_SECRETS.test(text) && new Set(text).size >= 10,
          "is too easy to guess; leave it out and one is made",
        ),
    ),
    ROOM_CREATION: optional(z.enum(["open", "key"], "must be open or key")),
    ROOM_KEY: optional(z.string().min(8, "must have at least 8 characters")),
    STUN_PORT: optional(port),
    TURN_URLS: optional(
      list.refine(
        (urls) => urls.every((url) => /^turns?:[^\s]+$/.test(url)),
        "must be turn: or turns: addresses, separated by commas",
      ),
    ),
    TURN_SECRET: optional(z.string()),
    TLDRAW_LICENSE_KEY: optional(z.string()),
    ALLOWED_ORIGINS: optional(
      list.refine((all) => all.every((one) => origin.safeParse(one).success), "must be addresses"),
    ),
    TRUST_PROXY: optional(z.string()),
    LOG_LEVEL: optional(
      z.enum(
        ["trace", "debug", "info", "warn", "error", "silent"],
        "must be trace, debug, info, warn, error or silent",
      ),
    ),
  })
  .superRefine((env, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (env.ROOM_CREATION === "key" && !env.ROOM_KEY) fault("ROOM_KEY", "is needed when ROOM_CREATION is key");
    if (env.TURN_URLS && !env.TURN_SECRET) fault("TURN_SECRET", "is needed with TURN_URLS");
  });

export interface Env {
  port: number;
  host: string;
  /** Without a trailing slash. Null: the address of each request. */
  publicUrl: string | null;
  dataDir: string;
  databaseUrl: string;
  /** Empty until the start has read or made `DATA_DIR/secret`. */
  secret: string;
  roomCreation: "open" | "key";
  roomKey: string | null;
  stunPort: number | null;
  turnUrls: string[];
  turnSecret: string | null;
  tldrawLicenseKey: string | null;
  allowedOrigins: string[];
  /** Number of proxies in front whose X-Forwarded-* headers are believed. */
  trustProxy: number;
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
}

export function readEnv(
  given: Record<string, string | undefined>,
): { ok: true; env: Env } | { ok: false; faults: string[] } {
  const read = envSchema.safeParse(given);
  const faults = read.success ? [] : read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  const trust = given.TRUST_PROXY?.trim() ?? "";
  for (const name of NOT_BUILT) {
    const value = given[name]?.trim() ?? "";
    if (value !== "" && !(name === "SERVICES" && value === "all")) {
      faults.push(`${name} is for several processes, which this version does not support; leave it out`);
    }
  }
  if (!/^(\d*|true|false)$/.test(trust)) faults.push("TRUST_PROXY must be the number of proxies in front of Pairlab");
  if (!read.success || faults.length > 0) return { ok: false, faults };
  const env = read.data;
  const dataDir = env.DATA_DIR ?? "./data";
  const publicUrl = env.PUBLIC_URL?.replace(/\/+$/, "") ?? null;
  return {
    ok: true,
    env: {
      port: env.PORT ?? 3000,
      host: env.HOST ?? "0.0.0.0",
      publicUrl,
      dataDir,
      databaseUrl: env.DATABASE_URL ?? `file:${dataDir}/pairlab.db`,
      secret: env.SECRET ?? "",
      roomCreation: env.ROOM_CREATION ?? "open",
      roomKey: env.ROOM_KEY ?? null,
      stunPort: env.STUN_PORT ?? null,
      turnUrls: env.TURN_URLS ?? [],
      turnSecret: env.TURN_SECRET ?? null,
      tldrawLicenseKey: env.TLDRAW_LICENSE_KEY ?? null,
      allowedOrigins: [
        ...(publicUrl ? [new URL(publicUrl).origin] : []),
        ...(env.ALLOWED_ORIGINS ?? []).map((one) => new URL(one).origin),
      ],
      trustProxy: trust === "true" ? 1 : trust === "" || trust === "false" ? 0 : Number(trust),
      logLevel: env.LOG_LEVEL ?? "info",
    },
  };
}

const KEY = Symbol.for("pairlab.env");
type Global = typeof globalThis & { [KEY]?: Env };

/** The start puts the settings here; Next's bundle and our own code take the same object. */
export function setEnv(env: Env): void {
  (globalThis as Global)[KEY] = env;
}
export function getEnv(): Env {
  const env = (globalThis as Global)[KEY];
  if (!env) throw new Error("The settings were not read: start through bin/serve.ts.");
  return env;
}
