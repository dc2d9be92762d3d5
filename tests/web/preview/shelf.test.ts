// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { offerLibraries } from "../../../web/programs/preview/shelf.ts";

const SHELF = Symbol.for("pairlab.shelf");
type Take = (name: string) => Promise<Record<string, unknown>>;
const LIBRARIES = { p5: { file: "hash-p5.js", names: ["Vector"] } };

let maps: string[] = [];
let removed: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  maps = [];
  const append = document.documentElement.append.bind(document.documentElement);
  const spy = vi.spyOn(document.documentElement, "append").mockImplementation((...nodes) => {
    for (const node of nodes) maps.push((node as HTMLElement).textContent ?? "");
    append(...nodes);
  });
  // A module that can be imported here: what a page makes of the bytes is its browser's business.
  const url = vi
    .spyOn(URL, "createObjectURL")
    .mockReturnValue("data:text/javascript,export default 5; export const Vector = 6");
  removed = () => [spy, url].forEach((one) => void one.mockRestore());
});
afterEach(() => {
  vi.useRealTimers();
  removed();
});

/** Its global cannot be defined twice, nor be taken by the page: each test takes the one that it has got. */
const offered = vi.fn<(file: string) => void>();
function offer() {
  let take: Take | undefined;
  const define = vi.spyOn(Object, "defineProperty").mockImplementation((target, key, { value }) => {
    if (key === SHELF) take = value as Take;
    return target;
  });
  const have = offerLibraries(LIBRARIES, offered);
  define.mockRestore();
  return { take: take as Take, have };
}

test("each library has a small module of its name, with what it exports", () => {
  offer();
  const { imports } = JSON.parse(maps[0] ?? "") as { imports: Record<string, string> };
  expect(Object.keys(imports)).toEqual(["p5"]);
  expect(decodeURIComponent(imports.p5 ?? "")).toMatch(/export const \{ Vector \} = it; export default it\.default;$/);
  // It leaves nothing behind in the page.
  expect(document.querySelector("script")).toBeNull();
});

test("it is asked for when it is first imported, and once", async () => {
  offered.mockClear();
  const { take, have } = offer();
  expect(offered).not.toHaveBeenCalled();
  const both = [take("p5"), take("p5")];
  expect(offered.mock.calls).toEqual([["hash-p5.js"]]);
  have("another.js", new ArrayBuffer(1));
  have("hash-p5.js", new ArrayBuffer(1));
  for (const module of both) expect({ ...(await module) }).toEqual({ default: 5, Vector: 6 });
});

test("of one that nobody hands over, and that cannot be fetched, its name is said and what to do", async () => {
  const { take } = offer();
  const failed = expect(take("p5")).rejects.toThrow(
    /^p5 could not be fetched from this server\. Look at your connection/,
  );
  await vi.advanceTimersByTimeAsync(6000);
  await failed;
});
