import { expect, test, vi } from "vitest";
import { late, loadAllLate } from "#web/components/ui/late";

test("what comes late is fetched once, and told to who waits", async () => {
  const fetch = vi.fn(async () => ({ part: 1 }));
  const source = late(fetch);
  const told = vi.fn();
  source.subscribe(told);
  expect(source.get()).toBeNull();
  await Promise.all([source.load(), source.load()]);
  loadAllLate();
  expect(source.get()).toEqual({ part: 1 });
  expect(fetch).toHaveBeenCalledOnce();
  expect(told).toHaveBeenCalledOnce();
});

test("after a failure it is fetched anew", async () => {
  const fetch = vi.fn(async () => ({ part: 1 })).mockRejectedValueOnce(new Error("offline"));
  const source = late(fetch);
  await expect(source.load()).rejects.toThrow("offline");
  expect(source.get()).toBeNull();
  await expect(source.load()).resolves.toEqual({ part: 1 });
});
