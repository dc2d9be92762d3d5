// @vitest-environment happy-dom
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Tooltip } from "#web/components/ui/tooltip";

describe("the tooltip", () => {
  let root: Root;
  let host: HTMLElement;

  beforeEach(() => {
    vi.useFakeTimers();
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    host = document.body.appendChild(document.createElement("div"));
    root = createRoot(host);
  });
  afterEach(() => {
    act(() => root.unmount());
    host.remove();
    vi.useRealTimers();
  });

  const draw = (children: ReactNode) => act(() => root.render(children));
  const button = () => host.querySelector("button") as HTMLElement;
  const shown = () => document.querySelector("[role=tooltip]");
  // React makes enter and leave of over and out.
  const point = (type: "pointerover" | "pointerout" | "pointerdown", at: Element = button(), pointerType = "mouse") =>
    act(() => at.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType })));
  const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));

  it("describes its control after a moment of hovering, and goes with the pointer", () => {
    draw(
      <Tooltip text="Runs it" keys="Ctrl+Enter">
        <button type="button">Run</button>
      </Tooltip>,
    );
    point("pointerover");
    expect(shown()).toBeNull();
    pass(500);
    expect(shown()?.textContent).toContain("Runs it");
    expect(button().getAttribute("aria-describedby")).toBe(shown()?.id);
    point("pointerout");
    pass(100);
    expect(shown()).toBeNull();
    expect(button().hasAttribute("aria-describedby")).toBe(false);
  });

  it("stays while the pointer is on its words", () => {
    draw(
      <Tooltip text="Runs it">
        <button type="button">Run</button>
      </Tooltip>,
    );
    point("pointerover");
    pass(500);
    point("pointerout");
    point("pointerover", shown() as Element);
    pass(1_000);
    expect(shown()).not.toBeNull();
  });

  it("goes with Escape and with a press, whose handlers the control keeps", () => {
    const pressed = vi.fn();
    draw(
      <Tooltip text="Runs it">
        <button type="button" aria-describedby="own" onPointerDown={pressed}>
          Run
        </button>
      </Tooltip>,
    );
    point("pointerover");
    pass(500);
    expect(button().getAttribute("aria-describedby")).toBe(`own ${shown()?.id}`);
    act(() => window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })));
    expect(shown()).toBeNull();
    pass(1_000);
    point("pointerout");
    point("pointerover");
    pass(500);
    expect(shown()).not.toBeNull();
    point("pointerdown");
    expect(shown()).toBeNull();
    expect(pressed).toHaveBeenCalledOnce();
    expect(button().getAttribute("aria-describedby")).toBe("own");
  });

  it("does not come with a finger", () => {
    draw(
      <Tooltip text="Runs it">
        <button type="button">Run</button>
      </Tooltip>,
    );
    point("pointerover", button(), "touch");
    pass(1_000);
    expect(shown()).toBeNull();
  });
});
