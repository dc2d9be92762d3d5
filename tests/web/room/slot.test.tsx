// @vitest-environment happy-dom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LazySlot } from "../../../web/app/r/[room]/slot.tsx";

describe("a panel of the room", () => {
  let root: Root;
  let host: HTMLElement;

  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    host = document.body.appendChild(document.createElement("div"));
    root = createRoot(host);
    // React and the boundary both report a crash; that is what these tests make.
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(() => {
    act(() => root.unmount());
    host.remove();
    vi.restoreAllMocks();
  });

  const draw = (load: Parameters<typeof LazySlot>[0]["load"]) =>
    act(async () =>
      root.render(
        <>
          <textarea aria-label="Code editor" defaultValue="" />
          <LazySlot what="The board" load={load} fallback={<p>on its way</p>} />
        </>,
      ),
    );
  const editor = () => host.querySelector("textarea") as HTMLTextAreaElement;
  const reload = () => [...host.querySelectorAll("button")].find((one) => one.textContent === "Reload this panel");

  it("that crashes says so, while what stands beside it goes on; reloading brings it back", async () => {
    let broken = true;
    await draw(async () => () => {
      if (broken) throw new Error("a bug in the board");
      return <p>the board</p>;
    });
    editor().value = "typed on";
    expect(host.querySelector("[role=alert]")?.textContent).toContain("The board stopped working.");
    expect(editor().value).toBe("typed on");
    broken = false;
    await act(async () => reload()?.click());
    expect(host.textContent).toContain("the board");
    expect(host.querySelector("[role=alert]")).toBeNull();
    expect(editor().value).toBe("typed on");
  });

  it("whose code cannot be fetched waits for the network, and comes when it is back", async () => {
    let offline = true;
    const load = vi.fn(async () => {
      if (offline) throw Object.assign(new Error("Failed to load chunk board.js"), { name: "ChunkLoadError" });
      return () => <p>the board</p>;
    });
    await draw(load);
    expect(host.textContent).toContain("on its way");
    expect(reload()).toBeUndefined();
    offline = false;
    await act(async () => {
      window.dispatchEvent(new Event("online"));
    });
    expect(host.textContent).toContain("the board");
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("whose code is wrong is no matter of the network", async () => {
    await draw(async () => {
      throw new TypeError("board is not a function");
    });
    expect(reload()).toBeDefined();
  });
});
