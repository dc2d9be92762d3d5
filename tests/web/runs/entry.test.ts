import { expect, test } from "vitest";
import type { FileId } from "#protocol/ids";
import { entryOf } from "#web/features/runs/entry";
import { visibleText } from "#web/features/runs/visible-text";

const files = (...paths: string[]) => paths.map((path) => ({ id: `id:${path}` as FileId, path }));
const entry = (paths: string[], chosen?: string, open: string | null = null) =>
  entryOf(files(...paths), chosen, open as FileId | null)?.path ?? null;

test("the chosen file, as long as it is there", () => {
  expect(entry(["main.js", "test.js"], "id:test.js")).toBe("test.js");
  expect(entry(["main.js"], "id:test.js")).toBe("main.js");
});

test("else the usual one, else the open program, else the first program", () => {
  expect(entry(["a.js", "index.js", "main.ts"])).toBe("main.ts");
  expect(entry(["a.js", "b.js"], undefined, "id:b.js")).toBe("b.js");
  expect(entry(["notes.md", "z.ts"], undefined, "id:notes.md")).toBe("z.ts");
});

test("a room without a program names the open file, so that the button can say why", () => {
  expect(entry(["a.md", "main.py"], undefined, "id:main.py")).toBe("main.py");
  expect(entry([])).toBeNull();
});

test("control characters are shown and do nothing", () => {
  expect(visibleText("a\u001b[31mb\r\nc\rd\u0000\t")).toBe("a␛[31mb\nc␍d␀\t");
  expect(visibleText("\u202egnp.exe")).toBe("‹202E›gnp.exe");
});
