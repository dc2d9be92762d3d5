import { describe, expect, it } from "vitest";
import { keysLabel, matchesKeys } from "#web/features/room/keys";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("keys", () => {
  it("are written as the machine has them", () => {
    expect(keysLabel("Mod-Enter", true)).toBe("⌘↵");
    expect(keysLabel("Mod-Enter", false)).toBe("Ctrl+Enter");
    expect(keysLabel("Mod-Shift-k", false)).toBe("Ctrl+Shift+K");
    expect(keysLabel("?", false)).toBe("?");
    expect(keysLabel("Mod--", false)).toBe("Ctrl+-");
  });

  it("match the modifier of the machine and no other", () => {
    expect(matchesKeys(press("k", { ctrlKey: true }), "Mod-k", false)).toBe(true);
    expect(matchesKeys(press("k", { metaKey: true }), "Mod-k", false)).toBe(false);
    expect(matchesKeys(press("k", { metaKey: true }), "Mod-k", true)).toBe(true);
    expect(matchesKeys(press("K", { ctrlKey: true, shiftKey: true }), "Mod-k", false)).toBe(false);
  });

  it("take a sign with or without the Shift that types it", () => {
    expect(matchesKeys(press("?", { shiftKey: true }), "?", false)).toBe(true);
    expect(matchesKeys(press("?"), "?", false)).toBe(true);
    expect(matchesKeys(press("?", { ctrlKey: true }), "?", false)).toBe(false);
  });
});
