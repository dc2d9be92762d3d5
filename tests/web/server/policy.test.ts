import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { contentSecurityPolicy, SONNER_STYLE_HASHES } from "../../../web/server/policy.ts";

const policy = (more: object = {}) =>
  contentSecurityPolicy({ nonce: "NONCE", dev: false, host: "lab.example:3000", ...more });
const directive = (name: string, of = policy()) => new RegExp(`(?:^|; )${name} ([^;]*)`).exec(of)?.[1];

test("scripts and styles need the request's nonce, and no other host is named", () => {
  expect(directive("script-src")).toBe("'nonce-NONCE' 'strict-dynamic'");
  expect(directive("style-src")).not.toContain("unsafe-inline");
  expect(policy()).not.toContain("unsafe-eval");
  expect(policy().match(/\w+:\/\/\S*[^\s;]/g)).toEqual(["ws://lab.example:3000", "wss://lab.example:3000"]);
});

test("a Host header cannot add to the policy", () => {
  expect(policy({ host: "lab.example; script-src *" })).not.toContain("script-src *");
});

test("the style hashes are sonner's", () => {
  const source = readFileSync(
    createRequire(import.meta.url)
      .resolve("sonner")
      .replace(/\.js$/, ".mjs"),
    "utf8",
  );
  const css = JSON.parse(/__insertCSS\((".*?")\);?\n/s.exec(source)?.[1] ?? '""') as string;
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  expect(css.length).toBeGreaterThan(1000);
  expect(SONNER_STYLE_HASHES).toEqual([hash(""), hash(css)]);
});

test("following the system shows the dark theme's very values", () => {
  const css = readFileSync("web/styles/tokens.css", "utf8");
  const values = (block: string) =>
    [...block.matchAll(/(--[\w-]+|color-scheme):\s*([^;]+);/g)].map(([, k, v]) => [k, v?.replace(/\s+/g, " ")]);
  const dark = /\[data-theme="dark"\] \{([^}]*)\}/.exec(css)?.[1] ?? "";
  const people = /\[data-theme="dark"\],\s*\[data-theme="contrast"\] \{([^}]*)\}/.exec(css)?.[1] ?? "";
  const system = /\[data-theme="system"\] \{([^}]*)\}/.exec(css)?.[1] ?? "";
  expect(values(system)).toEqual([...values(dark), ...values(people)]);
  expect(values(system).length).toBeGreaterThan(30);
});
