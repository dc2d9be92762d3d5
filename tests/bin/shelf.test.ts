import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { framePage, previewProgram } from "#bin/shelf";
import { asModule, exportable } from "#bin/shelf-module";

const load = (code: string) => import(`data:text/javascript,${encodeURIComponent(code)}`);

test("a CommonJS file becomes a module with its names, one that is a word of the language too", async () => {
  const code =
    'exports.a = 1; exports.delete = () => process.env.NODE_ENV; exports.path = typeof require("node:path").join;';
  const module = await load(asModule(code, ["node:path"], ["a", "delete", "path"]));
  expect([module.a, module.delete(), module.path, module.default.a]).toEqual([1, "development", "function", 1]);
  expect(exportable(["default", "a-b", "1x", "ok", "$", "_x"])).toEqual(["ok", "$", "_x"]);
});

test("the preview's program is one expression of all its parts, without imports and comments", async () => {
  const code = await previewProgram();
  expect(typeof new Function(`return ${code}`)()).toBe("function");
  expect(code).not.toMatch(/^(import|export)\b|^\s*\/\//m);
  // The modules that stand for libraries are made by a text; it is left as it is.
  expect(code).toContain("export const { ${names.join");
});

test("a frame for programs has one plain script, which is the one that its policy allows", async () => {
  const { html, script } = await framePage();
  // A module would run after the frame has loaded in WebKit, and miss the one word that its page says to it then.
  const [, code = ""] = /^<!doctype html>.*?<script>([\s\S]*)<\/script>$/.exec(html) ?? [];
  expect(script).toBe(`'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  expect(() => new Function(code)).not.toThrow();
  expect(code).toContain("postMessage");
});
